-- equivalent
WITH
(d) -> arrayMap(d -> multiIf(isNull(d), NULL, isNaN(d), 'nan', isInfinite(d), if(d > 0, 'inf', '-inf'),
    d = trunc(d) AND abs(d) < 9e18, toString(toInt64(d)), d = trunc(d) AND abs(d) < 1e76, toString(toInt256(d)),
    position(toString(d), 'e-') > 0, concat(if(d < 0, '-', ''), '0.',
      repeat('0', toUInt16OrZero(splitByString('e-', assumeNotNull(toString(d)))[2]) - 1),
      replaceRegexpAll(splitByChar('e', assumeNotNull(toString(d)))[1], '[-.]', '')), toString(d)), [d])[1] AS spl_text,
(t) -> if(isNull(t), [], [assumeNotNull(t)]) AS spl_list,
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- *
s2_newest AS (
  SELECT row_number() OVER (ORDER BY "_time" DESC NULLS LAST, "#" DESC) AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "*", "@"
  FROM s1_events
),
-- sort 0 _time
s3_sort AS (
  SELECT row_number() OVER (ORDER BY "_time" ASC NULLS LAST, "#") AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "*", "@"
  FROM s2_newest
),
-- streamstats count as n by host
s4_streamstats AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", CASE WHEN "host" IS NOT NULL THEN spl_list(spl_text(toFloat64(count(*) OVER (PARTITION BY "host" ORDER BY "#" ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)))) ELSE "*"['n'] END AS "n", "*", "@"
  FROM s3_sort
),
-- dedup host
s5_dedup AS (
  SELECT *
  FROM s4_streamstats
  QUALIFY NOT ("host" IS NULL) AND row_number() OVER (PARTITION BY "host" ORDER BY "#") <= 1
),
-- table host n
s6_table AS (
  SELECT "#", "host", "n"
  FROM s5_dedup
)
SELECT "host", "n"
FROM s6_table
ORDER BY "#"
