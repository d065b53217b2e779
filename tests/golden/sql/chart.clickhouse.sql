-- equivalent
WITH
(t) -> if(match(t, '\\A[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?\\z'), toFloat64OrNull(t), NULL) AS spl_num,
(d) -> arrayMap(d -> multiIf(isNull(d), NULL, isNaN(d), 'nan', isInfinite(d), if(d > 0, 'inf', '-inf'),
    d = trunc(d) AND abs(d) < 9e18, toString(toInt64(d)), d = trunc(d) AND abs(d) < 1e76, toString(toInt256(d)),
    position(toString(d), 'e-') > 0, concat(if(d < 0, '-', ''), '0.',
      repeat('0', toUInt16OrZero(splitByString('e-', assumeNotNull(toString(d)))[2]) - 1),
      replaceRegexpAll(splitByChar('e', assumeNotNull(toString(d)))[1], '[-.]', '')), toString(d)), [d])[1] AS spl_text,
(t) -> if(isNull(t), [], [assumeNotNull(t)]) AS spl_list,
(t) -> replaceAll(lowerUTF8(t), 'ς', 'σ') AS spl_fold,
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- index=web status>=400
s2_search AS (
  SELECT *
  FROM s1_events
  WHERE ((coalesce(spl_fold("index") = 'web', FALSE) OR has("@"['index'], '*')) AND arrayExists(_e1 -> coalesce(spl_num(_e1) >= 400.0, _e1 >= '400'), "*"['status']))
),
-- chart limit=5 count over host by status
s3_split AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", arrayFirst(list -> notEmpty(list), ["*"['status'], spl_list('NULL')]) AS "#split", CASE WHEN empty("*"['status']) THEN 1 ELSE 0 END AS "#null", "*", "@"
  FROM s2_search
),
s4_values AS (
  SELECT *, "#key2"
  FROM s3_split
  ARRAY JOIN "#split" AS "#key2"
),
s5_places AS (
  SELECT *, "host" AS "#label", CASE WHEN "#key2" = '' OR startsWith("#key2", '_') THEN 'VALUE' || "#key2" ELSE "#key2" END AS "#series"
  FROM s4_values
  WHERE "host" IS NOT NULL
),
s6_cells AS (
  SELECT 1 AS "#", "#label", "#series", toFloat64(count(*)) AS "count", maxOrNull("#null") AS "#null"
  FROM s5_places
  GROUP BY "#label", "#series"
),
s7_scores AS (
  SELECT 1 AS "#", "#series", sumOrNull("count") AS "#score", maxOrNull("#null") AS "#none"
  FROM s6_cells
  GROUP BY "#series"
),
s8_series AS (
  SELECT "#series" AS "#name", CASE WHEN "#none" = 1 OR row_number() OVER (PARTITION BY "#none" ORDER BY coalesce("#score", -inf) DESC, "#series") <= 5 THEN "#series" ELSE 'OTHER' END AS "#end"
  FROM s7_scores
),
s9_kept AS (
  SELECT l."#" AS "#", l."_time" AS "_time", l."_raw" AS "_raw", l."host" AS "host", l."source" AS "source", l."sourcetype" AS "sourcetype", l."index" AS "index", l."#split" AS "#split", l."#null" AS "#null", l."*" AS "*", l."@" AS "@", l."#label" AS "#label", s."#end" AS "#series"
  FROM s5_places AS l JOIN s8_series AS s ON s."#name" = l."#series"
  WHERE s."#end" IS NOT NULL
),
s10_cells AS (
  SELECT 1 AS "#", "#label", "#series", toFloat64(count(*)) AS "count"
  FROM s9_kept
  GROUP BY "#label", "#series"
),
s11_labels AS (
  SELECT "# new" AS "#", "#label", "#first"
  FROM (SELECT 1 AS "# new", "#label", minOrNull("#") AS "#first"
  FROM s5_places
  GROUP BY "#label")
),
s12_names AS (
  SELECT DISTINCT "#series" AS "#name"
  FROM s10_cells
),
s13_filled AS (
  SELECT "# new" AS "#", "#label new" AS "#label", "#first", "count new" AS "count", "#series new" AS "#series"
  FROM (SELECT l."#" AS "# new", l."#label" AS "#label new", l."#first" AS "#first", coalesce(g."count", 0.0) AS "count new", n."#name" AS "#series new"
  FROM s11_labels AS l LEFT JOIN (SELECT toNullable(s12_names."#name") AS "#name" FROM s12_names) AS n ON toInt8(l."#" * 0) = toInt8(lengthUTF8(n."#name") * 0) LEFT JOIN (SELECT toNullable(s10_cells."#") AS "#", toNullable(s10_cells."#label") AS "#label", toNullable(s10_cells."#series") AS "#series", toNullable(s10_cells."count") AS "count" FROM s10_cells) AS g ON g."#label" = l."#label" AND g."#series" = n."#name")
),
s14_spread AS (
  SELECT "#", "#label", "#first new" AS "#first", "*"
  FROM (SELECT minOrNull("#first") AS "#", "#label", minOrNull("#first") AS "#first new", mapFromArrays(groupArrayIf(assumeNotNull(CASE WHEN "#series" IN ('host') THEN 'VALUE' || "#series" ELSE "#series" END), "#series" IS NOT NULL AND "count" IS NOT NULL), groupArrayIf(spl_list(spl_text("count")), "#series" IS NOT NULL AND "count" IS NOT NULL)) AS "*"
  FROM s13_filled
  GROUP BY "#label")
),
s15_chart AS (
  SELECT row_number() OVER (ORDER BY spl_num("#label") NULLS LAST, CASE WHEN spl_num("#label") IS NULL THEN "#label" END NULLS LAST, "#first") AS "#", "#label" AS "host", "*"
  FROM s14_spread
)
SELECT "host", "*"
FROM s15_chart
ORDER BY "#"
