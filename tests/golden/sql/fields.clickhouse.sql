-- equivalent
WITH
(t) -> replaceAll(lowerUTF8(t), 'ς', 'σ') AS spl_fold,
(l, folded) -> arrayExists(e -> spl_fold(e) = folded, l) AS spl_is,
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
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", mapFilter((e1, list) -> NOT (e1 = 'punct'), "*") AS "*"
  FROM s3_newest
),
-- fields host process*
s5_fields AS (
  SELECT "#", "_time", "_raw", "host", mapFilter((e2, list) -> (e2 LIKE '\\_%' OR e2 = 'host' OR (NOT startsWith(e2, '_') AND e2 LIKE 'process%')) AND e2 NOT IN ('_time', '_raw', 'host', 'source', 'sourcetype', 'index'), "*") AS "*"
  FROM s4_fields
),
-- table host process*
s6_table AS (
  SELECT "#", "host", mapFilter((e3, list) -> (e3 = 'host' OR (NOT startsWith(e3, '_') AND e3 LIKE 'process%')) AND e3 NOT IN ('_time', '_raw', 'host'), "*") AS "*"
  FROM s5_fields
)
SELECT "host", "*"
FROM s6_table
ORDER BY "#"
