-- equivalent
WITH
(t) -> if(isNull(t), [], [assumeNotNull(t)]) AS spl_list,
(l) -> length(arrayDistinct(l)) AS spl_distinct,
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- rex field=_raw "user=(?<user>\\w+) from (?<src>[\\d.]+)"
s2_rex AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", arrayFirst(list -> notEmpty(list), [spl_list(nullif(regexpExtract("_raw", 'user=((?:[0-9A-Z_a-z])+) from ((?:[\\.0-9])+)', 1), '')), "*"['user']]) AS "user", arrayFirst(list -> notEmpty(list), [spl_list(nullif(regexpExtract("_raw", 'user=((?:[0-9A-Z_a-z])+) from ((?:[\\.0-9])+)', 2), '')), "*"['src']]) AS "src", "*", "@"
  FROM s1_events
),
-- stats dc(src) as sources by user
s3_values AS (
  SELECT *, "#key1"
  FROM s2_rex
  ARRAY JOIN "user" AS "#key1"
),
s4_stats AS (
  SELECT row_number() OVER (ORDER BY "#key1") AS "#", "#key1" AS "user", toFloat64(coalesce(spl_distinct(groupArrayArray("src")), 0)) AS "sources"
  FROM s3_values
  GROUP BY "#key1"
),
-- sort - sources
s5_sort AS (
  SELECT row_number() OVER (ORDER BY "sources" DESC NULLS LAST, "#") AS "#", "user", "sources"
  FROM s4_stats
),
s6_sort AS (
  SELECT *
  FROM s5_sort
  ORDER BY "#" LIMIT 10000
),
-- head 10
s7_head AS (
  SELECT *
  FROM s6_sort
  ORDER BY "#" LIMIT 10
)
SELECT "user", "sources"
FROM s7_head
ORDER BY "#"
