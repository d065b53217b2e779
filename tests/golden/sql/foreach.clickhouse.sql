-- caveats
-- caveat: a number or address beside a text that begins with a digit, such as 10a, and an address of IPv6 may come at another place
WITH
(t) -> if(match(t, '\\A[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?\\z'), toFloat64OrNull(t), NULL) AS spl_num,
(d) -> arrayMap(d -> multiIf(isNull(d), NULL, isNaN(d), 'nan', isInfinite(d), if(d > 0, 'inf', '-inf'),
    d = trunc(d) AND abs(d) < 9e18, toString(toInt64(d)), d = trunc(d) AND abs(d) < 1e76, toString(toInt256(d)),
    position(toString(d), 'e-') > 0, concat(if(d < 0, '-', ''), '0.',
      repeat('0', toUInt16OrZero(splitByString('e-', assumeNotNull(toString(d)))[2]) - 1),
      replaceRegexpAll(splitByChar('e', assumeNotNull(toString(d)))[1], '[-.]', '')), toString(d)), [d])[1] AS spl_text,
(t) -> arrayMap(t -> if(match(t, '\\A(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\\.(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}\\z'), toInt64(IPv4StringToNumOrNull(t)), NULL), [t])[1] AS spl_ip4,
(l) -> arrayMap(e -> assumeNotNull(spl_num(e)), arrayFilter(e -> isNotNull(spl_num(e)), l)) AS spl_numbers,
(t) -> arrayMap(t -> CASE WHEN spl_num(t) < 0 THEN 1 WHEN spl_num(t) IS NOT NULL THEN 3
    WHEN t < '+' OR t = '-' THEN 0 WHEN t < '0' THEN 2 ELSE 4 END, [t])[1] AS spl_sort_kind,
(d, n) -> arrayMap(d -> if(abs(d) < 1e50, toDecimalString(if(abs(d) < 1e50, d, NULL), n), spl_text(d)), [d])[1] AS spl_decimals,
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- stats count sum(bytes) as bytes_in avg(bytes) as bytes_avg by host
s2_stats AS (
  SELECT row_number() OVER (ORDER BY "host") AS "#", "host", toFloat64(count(*)) AS "count", arrayReduce('sumOrNull', spl_numbers(groupArrayArray("*"['bytes']))) AS "bytes_in", arrayReduce('avgOrNull', spl_numbers(groupArrayArray("*"['bytes']))) AS "bytes_avg"
  FROM s1_events
  WHERE "host" IS NOT NULL
  GROUP BY "host"
),
-- foreach bytes_* [eval <<FIELD>>=round(<<FIELD>>/1024, 2)]
s3_foreach AS (
  SELECT "#", "host", "count", CASE WHEN "bytes_in" IS NULL THEN spl_text("bytes_in") ELSE spl_decimals(coalesce(toFloat64OrNull(toString(round(toDecimal128OrNull(toString(("bytes_in" / nullif(1024.0, 0))), 18), 2))), ("bytes_in" / nullif(1024.0, 0))), 2) END AS "bytes_in", "bytes_avg"
  FROM s2_stats
),
s4_foreach AS (
  SELECT "#", "host", "count", "bytes_in", CASE WHEN "bytes_avg" IS NULL THEN spl_text("bytes_avg") ELSE spl_decimals(coalesce(toFloat64OrNull(toString(round(toDecimal128OrNull(toString(("bytes_avg" / nullif(1024.0, 0))), 18), 2))), ("bytes_avg" / nullif(1024.0, 0))), 2) END AS "bytes_avg"
  FROM s3_foreach
),
-- sort - bytes_in
s5_sort AS (
  SELECT row_number() OVER (ORDER BY ("bytes_in" IS NULL) ASC, spl_sort_kind("bytes_in") DESC, spl_num("bytes_in") DESC NULLS LAST, spl_ip4("bytes_in") DESC NULLS LAST, CASE WHEN spl_num("bytes_in") IS NULL AND spl_ip4("bytes_in") IS NULL THEN "bytes_in" END DESC NULLS LAST, "#") AS "#", "host", "count", "bytes_in", "bytes_avg"
  FROM s4_foreach
),
s6_sort AS (
  SELECT *
  FROM s5_sort
  ORDER BY "#" LIMIT 10000
)
SELECT "host", "count", "bytes_in", "bytes_avg"
FROM s6_sort
ORDER BY "#"
