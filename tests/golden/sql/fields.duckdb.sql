-- equivalent
WITH
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
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", map_from_entries(list_filter(map_entries("*"), lambda _e1: NOT (_e1.key = 'punct'))) AS "*"
  FROM s3_newest
),
-- fields host process*
s5_fields AS (
  SELECT "#", "_time", "_raw", "host", map_from_entries(list_filter(map_entries("*"), lambda _e2: (_e2.key LIKE '\_%' ESCAPE '\' OR _e2.key = 'host' OR (NOT starts_with(_e2.key, '_') AND _e2.key LIKE 'process%' ESCAPE '\')) AND _e2.key NOT IN ('_time', '_raw', 'host', 'source', 'sourcetype', 'index'))) AS "*"
  FROM s4_fields
),
-- table host process*
s6_table AS (
  SELECT "#", "host", map_from_entries(list_filter(map_entries("*"), lambda _e3: (_e3.key = 'host' OR (NOT starts_with(_e3.key, '_') AND _e3.key LIKE 'process%' ESCAPE '\')) AND _e3.key NOT IN ('_time', '_raw', 'host'))) AS "*"
  FROM s5_fields
)
SELECT "host", "*"
FROM s6_table
ORDER BY "#"
