-- caveats
-- caveat: a row with several values in a BY field of streamstats counts in a group of its own
WITH
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- sourcetype=login
s2_search AS (
  SELECT *
  FROM s1_events
  WHERE (coalesce(spl_fold("sourcetype") = 'login', FALSE) OR spl_is("@"['sourcetype'], 'login'))
),
s3_newest AS (
  SELECT row_number() OVER (ORDER BY "_time" DESC NULLS LAST, "#" DESC) AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "*", "@"
  FROM s2_search
),
-- sort 0 _time
s4_sort AS (
  SELECT row_number() OVER (ORDER BY "_time" ASC NULLS LAST, "#") AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "*", "@"
  FROM s3_newest
),
-- streamstats window=2 range(_time) as gap last(src) as src by user
s5_places AS (
  SELECT *, row_number() OVER (ORDER BY "#") AS "#place"
  FROM s4_sort
  WHERE "*"['user'] IS NOT NULL
),
s6_window AS (
  SELECT r."#" AS "#row", e."#" AS "#", e."_time" AS "_time", e."_raw" AS "_raw", e."host" AS "host", e."source" AS "source", e."sourcetype" AS "sourcetype", e."index" AS "index", e."*" AS "*", e."@" AS "@"
  FROM s5_places AS r JOIN s5_places AS e ON e."*"['user'] = r."*"['user'] AND e."#place" > r."#place" - 2 AND e."#place" <= r."#place"
),
s7_streamstats AS (
  SELECT "#row" AS "#", CASE WHEN max("_time") = min("_time") THEN 0::DOUBLE ELSE max("_time") - min("_time") END AS "gap", first("*"['src'][-1] ORDER BY "#" DESC) FILTER (WHERE "*"['src'] IS NOT NULL) AS "src"
  FROM s6_window
  GROUP BY "#row"
),
s8_streamstats AS (
  SELECT l."#" AS "#", l."_time" AS "_time", l."_raw" AS "_raw", l."host" AS "host", l."source" AS "source", l."sourcetype" AS "sourcetype", l."index" AS "index", CASE WHEN l."*"['user'] IS NOT NULL THEN spl_list(spl_text(g."gap")) ELSE l."*"['gap'] END AS "gap", CASE WHEN l."*"['user'] IS NOT NULL THEN spl_list(g."src") ELSE l."*"['src'] END AS "src", l."*" AS "*", l."@" AS "@"
  FROM s4_sort AS l LEFT JOIN s7_streamstats AS g ON g."#" = l."#"
),
-- where gap < 60
s9_where AS (
  SELECT *
  FROM s8_streamstats
  WHERE coalesce(spl_num(spl_one("gap")) < 60::DOUBLE, FALSE)
)
SELECT "_time", "_raw", "host", "source", "sourcetype", "index", "gap", "src", "*"
FROM s9_where
ORDER BY "#"
