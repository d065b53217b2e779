-- equivalent
WITH
(t) -> if(match(t, '\\A[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?\\z'), toFloat64OrNull(t), NULL) AS spl_num,
(t) -> replaceAll(lowerUTF8(t), 'ς', 'σ') AS spl_fold,
(l) -> arrayMap(e -> assumeNotNull(spl_num(e)), arrayFilter(e -> isNotNull(spl_num(e)), l)) AS spl_numbers,
(d) -> arrayMap(d -> multiIf(isNull(d), NULL, isNaN(d), 'nan', isInfinite(d), if(d > 0, 'inf', '-inf'),
    d = trunc(d) AND abs(d) < 9e18, toString(toInt64(d)), d = trunc(d) AND abs(d) < 1e76, toString(toInt256(d)),
    position(toString(d), 'e-') > 0, concat(if(d < 0, '-', ''), '0.',
      repeat('0', toUInt16OrZero(splitByString('e-', assumeNotNull(toString(d)))[2]) - 1),
      replaceRegexpAll(splitByChar('e', assumeNotNull(toString(d)))[1], '[-.]', '')), toString(d)), [d])[1] AS spl_text,
(a, b, step) -> arrayMap((a, b, step) -> CASE WHEN a + step = a THEN CASE WHEN a > b THEN 100000 ELSE 0 END
    ELSE greatest(0, greatest(0, ceil((b - a) / step)) + CASE WHEN (b - (a + greatest(0, ceil((b - a) / step)) * step)) / step > 0 THEN 1 WHEN (b - (a + (greatest(0, ceil((b - a) / step)) - 1) * step)) / step > 0 THEN 0 ELSE -1 END) END, [a], [b], [step])[1] AS spl_steps,
(a, b, step) -> arrayMap((a, b, step) -> if(isNull(a + b), [], arrayMap(i -> assumeNotNull(spl_text(a + i * step)), range(toUInt32(ifNull(least(100000, spl_steps(a, b, step)), 0))))), [a], [b], [step])[1] AS spl_range,
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- index=web
s2_search AS (
  SELECT *
  FROM s1_events
  WHERE (coalesce(spl_fold("index") = 'web', FALSE) OR has("@"['index'], '*'))
),
-- timechart span=1h count avg(bytes) as size
s3_split AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", (floor("_time" / 3600) * 3600) AS "#bin", "*", "@"
  FROM s2_search
),
s4_places AS (
  SELECT *, "#bin" AS "#label"
  FROM s3_split
  WHERE "#bin" IS NOT NULL
),
s5_cells AS (
  SELECT 1 AS "#", "#label", toFloat64(count(*)) AS "count", arrayReduce('avgOrNull', spl_numbers(groupArrayArray("*"['bytes']))) AS "size"
  FROM s4_places
  GROUP BY "#label"
),
s6_ends AS (
  SELECT minOrNull("#label") AS low, maxOrNull("#label") AS high
  FROM s4_places
),
s7_bins AS (
  SELECT *, "#start"
  FROM s6_ends
  ARRAY JOIN arraySlice(spl_range(low, high + 3600, 3600), 1, 50000) AS "#start"
),
s8_labels AS (
  SELECT row_number() OVER (ORDER BY spl_num("#start")) AS "#", spl_num("#start") AS "#label", spl_num("#start") AS "#first"
  FROM s7_bins
),
s9_filled AS (
  SELECT "# new" AS "#", "#label new" AS "#label", "#first", "count new" AS "count", "size new" AS "size"
  FROM (SELECT l."#" AS "# new", l."#label" AS "#label new", l."#first" AS "#first", coalesce(g."count", 0.0) AS "count new", g."size" AS "size new"
  FROM s8_labels AS l LEFT JOIN (SELECT toNullable(s5_cells."#") AS "#", toNullable(s5_cells."#label") AS "#label", toNullable(s5_cells."count") AS "count", toNullable(s5_cells."size") AS "size" FROM s5_cells) AS g ON g."#label" = l."#label")
),
s10_chart AS (
  SELECT row_number() OVER (ORDER BY "#label" NULLS LAST) AS "#", "#label" AS "_time", "count", "size", 3600.0 AS "_span"
  FROM s9_filled
)
SELECT "_time", "count", "size", "_span"
FROM s10_chart
ORDER BY "#"
