-- equivalent
WITH
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- bin _time span=1h
s2_bin AS (
  SELECT "#", (floor("_time" / 3600) * 3600) AS "_time", "_raw", "host", "source", "sourcetype", "index", "*", "@"
  FROM s1_events
),
-- stats count by _time host
s3_stats AS (
  SELECT row_number() OVER (ORDER BY spl_text("_time"), "host") AS "#", "_time", "host", CAST(count(*) AS DOUBLE) AS "count"
  FROM s2_bin
  WHERE "_time" IS NOT NULL AND "host" IS NOT NULL
  GROUP BY "_time", "host"
),
-- eventstats avg(count) as mean stdev(count) as spread by host
s4_groups AS (
  SELECT 1 AS "#", "host" AS "#key1", avg("count") AS "mean", coalesce(stddev_samp("count"), CASE WHEN max("count") IS NOT NULL THEN 0::DOUBLE END) AS "spread"
  FROM s3_stats
  WHERE "host" IS NOT NULL
  GROUP BY "host"
),
s5_eventstats AS (
  SELECT l."#" AS "#", l."_time" AS "_time", l."host" AS "host", l."count" AS "count", g."mean" AS "mean", g."spread" AS "spread"
  FROM s3_stats AS l LEFT JOIN s4_groups AS g ON g."#key1" = l."host"
),
-- where count > mean + 2 * spread
s6_where AS (
  SELECT *
  FROM s5_eventstats
  WHERE coalesce("count" > ("mean" + (2::DOUBLE * "spread")), FALSE)
)
SELECT "_time", "host", "count", "mean", "spread"
FROM s6_where
ORDER BY "#"
