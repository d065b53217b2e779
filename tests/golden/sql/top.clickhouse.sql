-- equivalent
WITH
(t) -> replaceAll(lowerUTF8(t), 'ς', 'σ') AS spl_fold,
(l, folded) -> arrayExists(_e -> spl_fold(_e) = folded, l) AS spl_is,
(d) -> arrayMap(d -> multiIf(isNull(d), NULL, isNaN(d), 'nan', isInfinite(d), if(d > 0, 'inf', '-inf'),
    d = trunc(d) AND abs(d) < 9e18, toString(toInt64(d)), d = trunc(d) AND abs(d) < 1e76, toString(toInt256(d)),
    position(toString(d), 'e-') > 0, concat(if(d < 0, '-', ''), '0.',
      repeat('0', toUInt16OrZero(splitByString('e-', assumeNotNull(toString(d)))[2]) - 1),
      replaceRegexpAll(splitByChar('e', assumeNotNull(toString(d)))[1], '[-.]', '')), toString(d)), [d])[1] AS spl_text,
(d, n) -> arrayMap(d -> if(abs(d) < 1e50, toDecimalString(if(abs(d) < 1e50, d, NULL), n), spl_text(d)), [d])[1] AS spl_decimals,
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- sourcetype=linux_secure
s2_search AS (
  SELECT *
  FROM s1_events
  WHERE (coalesce(spl_fold("sourcetype") = 'linux_secure', FALSE) OR spl_is("@"['sourcetype'], 'linux_secure'))
),
-- top limit=5 src by user
s3_values AS (
  SELECT *, "#key1"
  FROM s2_search
  ARRAY JOIN "*"['user'] AS "#key1"
),
s4_values AS (
  SELECT *, "#key2"
  FROM s3_values
  ARRAY JOIN "*"['src'] AS "#key2"
),
s5_top AS (
  SELECT 1 AS "#", "#key1", "#key2", toFloat64(count(*)) AS "#count"
  FROM s4_values
  GROUP BY "#key1", "#key2"
),
s6_ranked AS (
  SELECT *, row_number() OVER (PARTITION BY "#key1" ORDER BY "#count" DESC, "#key2" DESC) AS "#rank", sumOrNull("#count") OVER (PARTITION BY "#key1") AS "#total"
  FROM s5_top
),
s7_top AS (
  SELECT row_number() OVER (ORDER BY "#key1", "#rank") AS "#", "#key1" AS "user", "#key2" AS "src", "#count" AS "count", spl_decimals(100 * "#count" / "#total", 6) AS "percent"
  FROM s6_ranked
  WHERE "#rank" <= 5
)
SELECT "user", "src", "count", "percent"
FROM s7_top
ORDER BY "#"
