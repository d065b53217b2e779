-- caveats
-- caveat: of several most frequent values mode() may give another
WITH
(t) -> if(match(t, '\\A[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?\\z'), toFloat64OrNull(t), NULL) AS spl_num,
(l) -> arrayMap(e -> assumeNotNull(spl_num(e)), arrayFilter(e -> isNotNull(spl_num(e)), l)) AS spl_numbers,
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- stats perc95(duration) as p95 median(duration) as p50 range(duration) as span mode(status) as usual by host
s2_stats AS (
  SELECT row_number() OVER (ORDER BY "host") AS "#", "host", arrayReduce('quantileExactInclusiveOrNull(0.95)', spl_numbers(groupArrayArray("*"['duration']))) AS "p95", arrayReduce('quantileExactInclusiveOrNull(0.5)', spl_numbers(groupArrayArray("*"['duration']))) AS "p50", CASE WHEN arrayReduce('maxOrNull', spl_numbers(groupArrayArray("*"['duration']))) = arrayReduce('minOrNull', spl_numbers(groupArrayArray("*"['duration']))) THEN 0.0 ELSE arrayReduce('maxOrNull', spl_numbers(groupArrayArray("*"['duration']))) - arrayReduce('minOrNull', spl_numbers(groupArrayArray("*"['duration']))) END AS "span", arrayElementOrNull(arraySort(item -> -countEqual(groupArrayArray("*"['status']), item), arraySort(arrayDistinct(groupArrayArray("*"['status'])))), 1) AS "usual"
  FROM s1_events
  WHERE "host" IS NOT NULL
  GROUP BY "host"
)
SELECT "host", "p95", "p50", "span", "usual"
FROM s2_stats
ORDER BY "#"
