-- caveats
-- caveat: xmlkv leaves out elements with CDATA or comments, and character references stay as written
WITH
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- index=win EventCode=4698
s2_search AS (
  SELECT *
  FROM s1_events
  WHERE ((coalesce(spl_fold("index") = 'win', FALSE) OR coalesce(list_contains("@"['index'], '*'), FALSE)) AND spl_is("*"['EventCode'], '4698'))
),
-- xmlkv Message
s3_members AS (
  SELECT *, coalesce(spl_xmlkv(spl_join("*"['Message'])), MAP {}::MAP(VARCHAR, VARCHAR[])) AS "#members"
  FROM s2_search
),
s4_xmlkv AS (
  SELECT "#", coalesce("#members"['_time'], spl_list(spl_text("_time"))) AS "_time", coalesce("#members"['_raw'], spl_list("_raw")) AS "_raw", coalesce("#members"['host'], spl_list("host")) AS "host", coalesce("#members"['source'], spl_list("source")) AS "source", coalesce("#members"['sourcetype'], spl_list("sourcetype")) AS "sourcetype", coalesce("#members"['index'], spl_list("index")) AS "index", map_concat("*", "#members") AS "*", "@"
  FROM s3_members
),
-- search Command="*rundll32*"
s5_search AS (
  SELECT *
  FROM s4_xmlkv
  WHERE spl_like("*"['Command'], '%rundll32%')
),
-- stats count values(Arguments) as Arguments by dest Command
s6_values AS (
  SELECT *, unnest("*"['dest']) AS "#key1"
  FROM s5_search
),
s7_values AS (
  SELECT *, unnest("*"['Command']) AS "#key2"
  FROM s6_values
),
s8_stats AS (
  SELECT row_number() OVER (ORDER BY "#key1", "#key2") AS "#", "#key1" AS "dest", "#key2" AS "Command", CAST(count(*) AS DOUBLE) AS "count", spl_values(flatten(list("*"['Arguments']) FILTER (WHERE "*"['Arguments'] IS NOT NULL))) AS "Arguments"
  FROM s7_values
  GROUP BY "#key1", "#key2"
)
SELECT "dest", "Command", "count", "Arguments"
FROM s8_stats
ORDER BY "#"
