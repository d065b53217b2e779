-- equivalent
WITH
(t) -> if(match(t, '\\A[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?\\z'), toFloat64OrNull(t), NULL) AS spl_num,
(l) -> if(length(l) = 1, l[1], NULL) AS spl_one,
(t) -> if(isNull(t), [], [assumeNotNull(t)]) AS spl_list,
(t) -> arrayMap(t -> if(position(t, '.') > 0 AND isNotNull(spl_num(t)),
    greatest(1, length(trim(LEADING '0' FROM replaceAll(regexpExtract(t, '([0-9.]+)', 1), '.', '')))), NULL), [t])[1] AS spl_digits,
(d) -> arrayMap(d -> multiIf(isNull(d), NULL, isNaN(d), 'nan', isInfinite(d), if(d > 0, 'inf', '-inf'),
    d = trunc(d) AND abs(d) < 9e18, toString(toInt64(d)), d = trunc(d) AND abs(d) < 1e76, toString(toInt256(d)),
    position(toString(d), 'e-') > 0, concat(if(d < 0, '-', ''), '0.',
      repeat('0', toUInt16OrZero(splitByString('e-', assumeNotNull(toString(d)))[2]) - 1),
      replaceRegexpAll(splitByChar('e', assumeNotNull(toString(d)))[1], '[-.]', '')), toString(d)), [d])[1] AS spl_text,
(t, n) -> arrayMap((t, n) -> multiIf(n = 0 OR isNull(t), t, position(t, '.') > 0, concat(t, repeat('0', n - length(splitByChar('.', assumeNotNull(t))[2]))), concat(t, '.', repeat('0', n))), [t], [n])[1] AS spl_padded,
(d, digits) -> arrayMap(d -> toInt16(greatest(0, ifNull(digits, 1) - 1 - floor(log10(abs(if(ifNull(d, 0) = 0 OR isInfinite(d), 1, d)))))), [d])[1] AS spl_decimals_of,
(d, digits) -> arrayMap((d, digits) -> multiIf(isNull(digits) OR isNull(d) OR d = 0 OR isInfinite(d), d,
    abs(d) < 1e-6, d,
    coalesce(toFloat64OrNull(toString(round(toDecimal128OrNull(toString(d), 18), spl_decimals_of(d, digits)))), d)), [d], [digits])[1] AS spl_significant,
(d, digits) -> arrayMap((d, digits) -> CASE WHEN digits IS NULL OR d IS NULL OR d = 0 OR abs(d) >= 1e300 THEN spl_text(d)
    ELSE spl_padded(spl_text(spl_significant(d, digits)), spl_decimals_of(d, digits)) END, [d], [digits])[1] AS spl_product,
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- *
s2_newest AS (
  SELECT row_number() OVER (ORDER BY "_time" DESC NULLS LAST, "#" DESC) AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "*", "@"
  FROM s1_events
),
-- eval a=if(x>5, "big", x*2), b=coalesce(y, "none"), c=case(match(z, "(?i)^ab+"), 1, true(), 0)
s3_eval AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", CASE WHEN coalesce(spl_num(spl_one("*"['x'])) > 5.0, FALSE) THEN 'big' ELSE spl_product((spl_num(spl_one("*"['x'])) * 2.0), spl_digits(spl_one("*"['x']))) END AS "a", "*", "@"
  FROM s2_newest
),
s4_eval AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", "a", arrayFirst(list -> notEmpty(list), ["*"['y'], spl_list('none')]) AS "b", "*", "@"
  FROM s3_eval
),
s5_eval AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", "a", "b", CASE WHEN arrayExists(_e2 -> match(_e2, '(?i)\\Aa(?:b)+'), "*"['z']) THEN 1.0 WHEN TRUE THEN 0.0 END AS "c", "*", "@"
  FROM s4_eval
),
-- where a="big" OR c=1
s6_where AS (
  SELECT *
  FROM s5_eval
  WHERE (coalesce("a" = 'big', FALSE) OR coalesce("c" = 1.0, FALSE))
)
SELECT "_time", "_raw", "host", "source", "sourcetype", "index", "a", "b", "c", "*"
FROM s6_where
ORDER BY "#"
