-- equivalent
WITH
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- stats count by host
s2_stats AS (
  SELECT row_number() OVER (ORDER BY "host") AS "#", "host", toFloat64(count(*)) AS "count"
  FROM s1_events
  WHERE "host" IS NOT NULL
  GROUP BY "host"
),
-- stats sum(count) as count
s3_stats AS (
  SELECT "#", "count new" AS "count"
  FROM (SELECT 1 AS "#", sumOrNull("count") AS "count new"
  FROM s2_stats
  HAVING sumOrNull("count") IS NOT NULL)
),
-- eval host="all"
s4_eval AS (
  SELECT "#", "count", 'all' AS "host"
  FROM s3_stats
),
-- appendpipe [stats sum(count) as count | eval host="all"]
s5_appendpipe AS (
  SELECT toInt64("#") AS "#old", 0 AS "#part", toInt64("#") AS "#", "host", "count"
  FROM s2_stats
),
s6_appendpipe AS (
  SELECT toInt64("#") AS "#old", 1 AS "#part", toInt64("#") AS "#", "host", "count"
  FROM s4_eval
),
s7_appendpipe AS (
  SELECT * FROM s5_appendpipe
  UNION ALL SELECT * FROM s6_appendpipe
),
s8_appendpipe AS (
  SELECT row_number() OVER (ORDER BY "#part", "#old") AS "#", "host", "count"
  FROM s7_appendpipe
),
-- rangemap field=count low=0-9 high=10-999 default=many
s9_rangemap AS (
  SELECT "#", "host", "count", arrayFirst(list -> notEmpty(list), [arrayMap(item -> assumeNotNull(item), arrayFilter(item -> isNotNull(item), [CASE WHEN "count" >= 0.0 AND "count" <= 9.0 THEN 'low' END, CASE WHEN "count" >= 10.0 AND "count" <= 999.0 THEN 'high' END])), ['many']]) AS "range"
  FROM s8_appendpipe
)
SELECT "host", "count", "range"
FROM s9_rangemap
ORDER BY "#"
