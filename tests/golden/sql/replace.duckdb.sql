-- equivalent
WITH
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- eval clean=replace(path, "(?i)^c:\\\\users\\\\([^\\\\]+)", "<\\1>"), kind=case(like(path, "%.exe"), "program", cidrmatch("10.0.0.0/8", src), "internal", isnull(path), "none", true(), "other")
s2_eval AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", regexp_replace(spl_one("*"['path']), '(?i)\Ac:\\users\\((?:[^\\])+)', '<\1>', 'g') AS "clean", "*", "@"
  FROM s1_events
),
s3_eval AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", "clean", CASE WHEN coalesce(len(list_filter("*"['path'], lambda _e1: _e1 LIKE '%.exe')) > 0, FALSE) THEN 'program' WHEN coalesce(len(list_filter("*"['src'], lambda _e2: spl_in_network(_e2, '10.0.0.0/8'))) > 0, FALSE) THEN 'internal' WHEN ("*"['path'] IS NULL) THEN 'none' WHEN TRUE THEN 'other' END AS "kind", "*", "@"
  FROM s2_eval
),
-- stats count by clean kind
s4_stats AS (
  SELECT row_number() OVER (ORDER BY "clean", "kind") AS "#", "clean", "kind", CAST(count(*) AS DOUBLE) AS "count"
  FROM s3_eval
  WHERE "clean" IS NOT NULL AND "kind" IS NOT NULL
  GROUP BY "clean", "kind"
)
SELECT "clean", "kind", "count"
FROM s4_stats
ORDER BY "#"
