-- equivalent
WITH
(t) -> replaceAll(lowerUTF8(t), 'ς', 'σ') AS spl_fold,
(l, folded) -> arrayExists(_e -> spl_fold(_e) = folded, l) AS spl_is,
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- sourcetype=sysmon EventCode=1
s2_search AS (
  SELECT *
  FROM s1_events
  WHERE ((coalesce(spl_fold("sourcetype") = 'sysmon', FALSE) OR spl_is("@"['sourcetype'], 'sysmon')) AND spl_is("*"['EventCode'], '1'))
),
s3_newest AS (
  SELECT row_number() OVER (ORDER BY "_time" DESC NULLS LAST, "#" DESC) AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "*", "@"
  FROM s2_search
),
-- fields - punct
s4_fields AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", mapFilter((_e1, _v) -> NOT (_e1 = 'punct'), "*") AS "*"
  FROM s3_newest
),
-- fields host process*
s5_fields AS (
  SELECT "#", "_time", "_raw", "host", mapFilter((_e2, _v) -> (_e2 LIKE '\\_%' OR _e2 = 'host' OR (NOT startsWith(_e2, '_') AND _e2 LIKE 'process%')) AND _e2 NOT IN ('_time', '_raw', 'host', 'source', 'sourcetype', 'index'), "*") AS "*"
  FROM s4_fields
),
-- table host process*
s6_table AS (
  SELECT "#", "host", mapFilter((_e3, _v) -> (_e3 = 'host' OR (NOT startsWith(_e3, '_') AND _e3 LIKE 'process%')) AND _e3 NOT IN ('_time', '_raw', 'host'), "*") AS "*"
  FROM s5_fields
)
SELECT "host", "*"
FROM s6_table
ORDER BY "#"
