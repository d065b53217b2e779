-- caveats
-- caveat: a row with several values in a BY field of streamstats counts in a group of its own
WITH
(t) -> if(match(t, '\\A[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?\\z'), toFloat64OrNull(t), NULL) AS spl_num,
(d) -> arrayMap(d -> multiIf(isNull(d), NULL, isNaN(d), 'nan', isInfinite(d), if(d > 0, 'inf', '-inf'),
    d = trunc(d) AND abs(d) < 9e18, toString(toInt64(d)), d = trunc(d) AND abs(d) < 1e76, toString(toInt256(d)),
    position(toString(d), 'e-') > 0, concat(if(d < 0, '-', ''), '0.',
      repeat('0', toUInt16OrZero(splitByString('e-', assumeNotNull(toString(d)))[2]) - 1),
      replaceRegexpAll(splitByChar('e', assumeNotNull(toString(d)))[1], '[-.]', '')), toString(d)), [d])[1] AS spl_text,
(l) -> if(length(l) = 1, l[1], NULL) AS spl_one,
(t) -> if(isNull(t), [], [assumeNotNull(t)]) AS spl_list,
(t) -> replaceAll(lowerUTF8(t), 'ς', 'σ') AS spl_fold,
(l, folded) -> arrayExists(_e -> spl_fold(_e) = folded, l) AS spl_is,
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- sourcetype=login
s2_search AS (
  SELECT *
  FROM s1_events
  WHERE (coalesce(spl_fold("sourcetype") = 'login', FALSE) OR spl_is("@"['sourcetype'], 'login'))
),
s3_newest AS (
  SELECT row_number() OVER (ORDER BY "_time" DESC NULLS LAST, "#" DESC) AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "*", "@"
  FROM s2_search
),
-- sort 0 _time
s4_sort AS (
  SELECT row_number() OVER (ORDER BY "_time" ASC NULLS LAST, "#") AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "*", "@"
  FROM s3_newest
),
-- streamstats window=2 range(_time) as gap last(src) as src by user
s5_places AS (
  SELECT *, row_number() OVER (ORDER BY "#") AS "#place"
  FROM s4_sort
  WHERE notEmpty("*"['user'])
),
s6_window AS (
  SELECT r."#" AS "#row", e."#" AS "#", e."_time" AS "_time", e."_raw" AS "_raw", e."host" AS "host", e."source" AS "source", e."sourcetype" AS "sourcetype", e."index" AS "index", e."*" AS "*", e."@" AS "@"
  FROM s5_places AS r JOIN s5_places AS e ON e."*"['user'] = r."*"['user'] AND e."#place" > r."#place" - 2 AND e."#place" <= r."#place"
),
s7_streamstats AS (
  SELECT "# new" AS "#", "gap", "src"
  FROM (SELECT "#row" AS "# new", CASE WHEN maxOrNull("_time") = minOrNull("_time") THEN 0.0 ELSE maxOrNull("_time") - minOrNull("_time") END AS "gap", argMinOrNullIf(arrayElementOrNull("*"['src'], -1), -toFloat64("#"), notEmpty("*"['src'])) AS "src"
  FROM s6_window
  GROUP BY "#row")
),
s8_streamstats AS (
  SELECT "# new" AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "gap new" AS "gap", "src new" AS "src", "*", "@"
  FROM (SELECT l."#" AS "# new", l."_time" AS "_time", l."_raw" AS "_raw", l."host" AS "host", l."source" AS "source", l."sourcetype" AS "sourcetype", l."index" AS "index", CASE WHEN notEmpty(l."*"['user']) THEN spl_list(spl_text(g."gap")) ELSE l."*"['gap'] END AS "gap new", CASE WHEN notEmpty(l."*"['user']) THEN spl_list(g."src") ELSE l."*"['src'] END AS "src new", l."*" AS "*", l."@" AS "@"
  FROM s4_sort AS l LEFT JOIN (SELECT toNullable(s7_streamstats."#") AS "#", toNullable(s7_streamstats."gap") AS "gap", toNullable(s7_streamstats."src") AS "src" FROM s7_streamstats) AS g ON g."#" = l."#")
),
-- where gap < 60
s9_where AS (
  SELECT *
  FROM s8_streamstats
  WHERE coalesce(spl_num(spl_one("gap")) < 60.0, FALSE)
)
SELECT "_time", "_raw", "host", "source", "sourcetype", "index", "gap", "src", "*"
FROM s9_where
ORDER BY "#"
