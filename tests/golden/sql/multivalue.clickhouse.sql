-- equivalent
WITH
(d) -> arrayMap(d -> multiIf(isNull(d), NULL, isNaN(d), 'nan', isInfinite(d), if(d > 0, 'inf', '-inf'),
    d = trunc(d) AND abs(d) < 9e18, toString(toInt64(d)), d = trunc(d) AND abs(d) < 1e76, toString(toInt256(d)),
    position(toString(d), 'e-') > 0, concat(if(d < 0, '-', ''), '0.',
      repeat('0', toUInt16OrZero(splitByString('e-', assumeNotNull(toString(d)))[2]) - 1),
      replaceRegexpAll(splitByChar('e', assumeNotNull(toString(d)))[1], '[-.]', '')), toString(d)), [d])[1] AS spl_text,
(l) -> if(length(l) = 1, l[1], NULL) AS spl_one,
(t) -> lowerUTF8(t) AS spl_lower,
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- eval first=mvindex(split(path, "/"), 0), n=mvcount(user), low=mvmap(user, lower(user))
s2_eval AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", CASE WHEN 1 >= 1 THEN arrayElementOrNull(CASE WHEN spl_one("*"['path']) <> '' THEN splitByString('/', spl_one("*"['path'])) ELSE CAST([] AS Array(String)) END, 1) END AS "first", "*", "@"
  FROM s1_events
),
s3_eval AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", "first", toFloat64(nullif(length("*"['user']), 0)) AS "n", "*", "@"
  FROM s2_eval
),
s4_eval AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", "first", "n", arrayMap(item -> assumeNotNull(item), arrayFilter(item -> isNotNull(item), arrayMap(_e1 -> spl_lower(_e1), "*"['user']))) AS "low", "*", "@"
  FROM s3_eval
),
-- mvexpand low
s5_values AS (
  SELECT *, "#value", "#index"
  FROM s4_eval
  ARRAY JOIN "low" AS "#value", arrayEnumerate("low") AS "#index"
),
s6_mvexpand AS (
  SELECT row_number() OVER (ORDER BY "#", "#index", "#") AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "first", "n", "#value" AS "low", "*", "@"
  FROM s5_values
),
-- stats values(low) as users by n
s7_stats AS (
  SELECT row_number() OVER (ORDER BY spl_text("n")) AS "#", "n", arraySort(groupUniqArray("low")) AS "users"
  FROM s6_mvexpand
  WHERE "n" IS NOT NULL
  GROUP BY "n"
)
SELECT "n", "users"
FROM s7_stats
ORDER BY "#"
