-- equivalent
WITH
(d) -> arrayMap(d -> multiIf(isNull(d), NULL, isNaN(d), 'nan', isInfinite(d), if(d > 0, 'inf', '-inf'),
    d = trunc(d) AND abs(d) < 9e18, toString(toInt64(d)), d = trunc(d) AND abs(d) < 1e76, toString(toInt256(d)),
    position(toString(d), 'e-') > 0, concat(if(d < 0, '-', ''), '0.',
      repeat('0', toUInt16OrZero(splitByString('e-', assumeNotNull(toString(d)))[2]) - 1),
      replaceRegexpAll(splitByChar('e', assumeNotNull(toString(d)))[1], '[-.]', '')), toString(d)), [d])[1] AS spl_text,
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
  SELECT row_number() OVER (ORDER BY spl_text("_time"), "host") AS "#", "_time", "host", toFloat64(count(*)) AS "count"
  FROM s2_bin
  WHERE "_time" IS NOT NULL AND "host" IS NOT NULL
  GROUP BY "_time", "host"
),
-- eventstats avg(count) as mean stdev(count) as spread by host
s4_groups AS (
  SELECT 1 AS "#", "host" AS "#key1", avgOrNull("count") AS "mean", coalesce(if(isFinite(stddevSampStableOrNull("count")), stddevSampStableOrNull("count"), NULL), CASE WHEN maxOrNull("count") IS NOT NULL THEN 0.0 END) AS "spread"
  FROM s3_stats
  WHERE "host" IS NOT NULL
  GROUP BY "host"
),
s5_eventstats AS (
  SELECT "# new" AS "#", "_time", "host", "count", "mean new" AS "mean", "spread new" AS "spread"
  FROM (SELECT l."#" AS "# new", l."_time" AS "_time", l."host" AS "host", l."count" AS "count", g."mean" AS "mean new", g."spread" AS "spread new"
  FROM s3_stats AS l LEFT JOIN (SELECT toNullable(s4_groups."#") AS "#", toNullable(s4_groups."#key1") AS "#key1", toNullable(s4_groups."mean") AS "mean", toNullable(s4_groups."spread") AS "spread" FROM s4_groups) AS g ON g."#key1" = l."host")
),
-- where count > mean + 2 * spread
s6_where AS (
  SELECT *
  FROM s5_eventstats
  WHERE coalesce("count" > ("mean" + (2.0 * "spread")), FALSE)
)
SELECT "_time", "host", "count", "mean", "spread"
FROM s6_where
ORDER BY "#"
