-- equivalent
WITH
(t) -> if(match(t, '\\A[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?\\z'), toFloat64OrNull(t), NULL) AS spl_num,
(d) -> arrayMap(d -> multiIf(isNull(d), NULL, isNaN(d), 'nan', isInfinite(d), if(d > 0, 'inf', '-inf'),
    d = trunc(d) AND abs(d) < 9e18, toString(toInt64(d)), d = trunc(d) AND abs(d) < 1e76, toString(toInt256(d)),
    position(toString(d), 'e-') > 0, concat(if(d < 0, '-', ''), '0.',
      repeat('0', toUInt16OrZero(splitByString('e-', assumeNotNull(toString(d)))[2]) - 1),
      replaceRegexpAll(splitByChar('e', assumeNotNull(toString(d)))[1], '[-.]', '')), toString(d)), [d])[1] AS spl_text,
(d, n) -> arrayMap(d -> if(abs(d) < 1e50, toDecimalString(if(abs(d) < 1e50, d, NULL), n), spl_text(d)), [d])[1] AS spl_decimals,
(d, n) -> arrayMap((d, n) -> multiIf(isNull(d) OR abs(d) > 8639999913600, NULL, d = trunc(d), repeat('0', n), d > 0, left(rightPad(left(splitByChar('.', ifNull(spl_text(abs(d)), ''))[2], 9), 9, '0'), n),
    left(leftPad(toString(least(999999999, 1000000000 - toInt64OrZero(rightPad(left(splitByChar('.', ifNull(spl_text(abs(d)), ''))[2], 9), 9, '0')))), 9, '0'), n)), [d], [n])[1] AS spl_fraction,
(t) -> arrayMap(t -> if(match(t, '\\A[0-9]+\\z'), toFloat64OrNull(t), NULL), [t])[1] AS spl_whole,
(t, low, high) -> arrayMap(n -> if(n BETWEEN low AND high, n, NULL), [spl_whole(regexpExtract(t, '([0-9]+)', 1))])[1] AS spl_part,
(t) -> arrayMap(t -> if(t <> '', (position('janfebmaraprmayjunjulaugsepoctnovdec', lower(left(t, 3))) + 2) / 3, NULL), [t])[1] AS spl_month_of,
(y, m, d) -> arrayMap((y, m, d) -> CASE WHEN d <= CASE WHEN m IN (4, 6, 9, 11) THEN 30 WHEN m <> 2 THEN 31
      WHEN y % 4 = 0 AND (y % 100 <> 0 OR y % 400 = 0) THEN 29 ELSE 28 END
    THEN CASE WHEN m > 2
      THEN 365 * y + floor(y / 4) - floor(y / 100) + floor(y / 400) + floor((153 * (m - 3) + 2) / 5)
      ELSE 365 * (y - 1) + floor((y - 1) / 4) - floor((y - 1) / 100) + floor((y - 1) / 400) + floor((153 * (m + 9) + 2) / 5) END
      + d - 719469 END, [y], [m], [d])[1] AS spl_day,
(seconds) -> arrayMap(seconds -> arrayMap(s -> fromUnixTimestamp64Micro(accurateCastOrNull(floor((s - floor((ifNull(s, 0) + 2208988800) / 12622780800) * 12622780800) * 1000000), 'Int64'), 'UTC'), [if(abs(seconds) < 8639999913600, seconds, NULL)])[1], [seconds])[1] AS spl_date,
(seconds) -> arrayMap(seconds -> leftPad(toString((toYear(spl_date(seconds)) + 400 * floor((ifNull(seconds, 0) + 2208988800) / 12622780800))), greatest(4, length(toString((toYear(spl_date(seconds)) + 400 * floor((ifNull(seconds, 0) + 2208988800) / 12622780800))))), '0'), [seconds])[1] AS spl_year,
() -> toFloat64(toUnixTimestamp(now())) AS spl_now,
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- stats count by day
s2_values AS (
  SELECT *, "#key1"
  FROM s1_events
  ARRAY JOIN "*"['day'] AS "#key1"
),
s3_stats AS (
  SELECT row_number() OVER (ORDER BY "#key1") AS "#", "#key1" AS "day", toFloat64(count(*)) AS "count"
  FROM s2_values
  GROUP BY "#key1"
),
-- eval t=strptime(day, "%d %b %Y %H:%M"), back=strftime(t, "%Y-%m-%dT%H:%M:%S.%3Q")
s4_eval AS (
  SELECT "#", "day", "count", spl_decimals((spl_day(spl_part(regexpExtract("day", '\\A[\\x09-\\x0d ]*(\\d{1,2})[\\x09-\\x0d ]*[\\x09-\\x0d ]*((?i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|Jun(?:e)?|Jul(?:y)?|Aug(?:ust)?|Sep(?:tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?))[\\x09-\\x0d ]*[\\x09-\\x0d ]*(\\d{4}|\\d{1,3}[\\x09-\\x0d ])[\\x09-\\x0d ]*[\\x09-\\x0d ]*(\\d{1,2}):[\\x09-\\x0d ]*(\\d{1,2})', 3), 0, 9999), spl_month_of(regexpExtract("day", '\\A[\\x09-\\x0d ]*(\\d{1,2})[\\x09-\\x0d ]*[\\x09-\\x0d ]*((?i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|Jun(?:e)?|Jul(?:y)?|Aug(?:ust)?|Sep(?:tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?))[\\x09-\\x0d ]*[\\x09-\\x0d ]*(\\d{4}|\\d{1,3}[\\x09-\\x0d ])[\\x09-\\x0d ]*[\\x09-\\x0d ]*(\\d{1,2}):[\\x09-\\x0d ]*(\\d{1,2})', 2)), spl_part(regexpExtract("day", '\\A[\\x09-\\x0d ]*(\\d{1,2})[\\x09-\\x0d ]*[\\x09-\\x0d ]*((?i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|Jun(?:e)?|Jul(?:y)?|Aug(?:ust)?|Sep(?:tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?))[\\x09-\\x0d ]*[\\x09-\\x0d ]*(\\d{4}|\\d{1,3}[\\x09-\\x0d ])[\\x09-\\x0d ]*[\\x09-\\x0d ]*(\\d{1,2}):[\\x09-\\x0d ]*(\\d{1,2})', 1), 1, 31)) * 86400 + spl_part(regexpExtract("day", '\\A[\\x09-\\x0d ]*(\\d{1,2})[\\x09-\\x0d ]*[\\x09-\\x0d ]*((?i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|Jun(?:e)?|Jul(?:y)?|Aug(?:ust)?|Sep(?:tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?))[\\x09-\\x0d ]*[\\x09-\\x0d ]*(\\d{4}|\\d{1,3}[\\x09-\\x0d ])[\\x09-\\x0d ]*[\\x09-\\x0d ]*(\\d{1,2}):[\\x09-\\x0d ]*(\\d{1,2})', 4), 0, 23) * 3600 + spl_part(regexpExtract("day", '\\A[\\x09-\\x0d ]*(\\d{1,2})[\\x09-\\x0d ]*[\\x09-\\x0d ]*((?i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|Jun(?:e)?|Jul(?:y)?|Aug(?:ust)?|Sep(?:tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?))[\\x09-\\x0d ]*[\\x09-\\x0d ]*(\\d{4}|\\d{1,3}[\\x09-\\x0d ])[\\x09-\\x0d ]*[\\x09-\\x0d ]*(\\d{1,2}):[\\x09-\\x0d ]*(\\d{1,2})', 5), 0, 59) * 60), 6) AS "t"
  FROM s3_stats
),
s5_eval AS (
  SELECT "#", "day", "count", "t", (spl_year(spl_num("t")) || formatDateTime(spl_date(spl_num("t")), '-%m-%dT%H:%i:%S.') || spl_fraction(spl_num("t"), 3)) AS "back"
  FROM s4_eval
),
-- where t > relative_time(now(), "-7d@d")
s6_where AS (
  SELECT *
  FROM s5_eval
  WHERE coalesce(spl_num("t") > (floor((spl_now() - 604800) / 86400) * 86400), FALSE)
)
SELECT "day", "count", "t", "back"
FROM s6_where
ORDER BY "#"
