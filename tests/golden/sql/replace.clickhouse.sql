-- equivalent
WITH
(l) -> if(length(l) = 1, l[1], NULL) AS spl_one,
(t) -> arrayMap(t -> if(match(t, '\\A(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\\.(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}\\z'), toInt64(IPv4StringToNumOrNull(t)), NULL), [t])[1] AS spl_ip4,
(t, network) -> coalesce(if(position(network, '/') > 0,
    bitShiftRight(spl_ip4(t), (32 - least(toUInt8OrZero(splitByChar('/', assumeNotNull(network))[2]), 32))) = bitShiftRight(spl_ip4(splitByChar('/', assumeNotNull(network))[1]), (32 - least(toUInt8OrZero(splitByChar('/', assumeNotNull(network))[2]), 32))),
    spl_ip4(t) = spl_ip4(network)), FALSE) AS spl_in_network,
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- eval clean=replace(path, "(?i)^c:\\\\users\\\\([^\\\\]+)", "<\\1>"), kind=case(like(path, "%.exe"), "program", cidrmatch("10.0.0.0/8", src), "internal", isnull(path), "none", true(), "other")
s2_eval AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", replaceRegexpAll(spl_one("*"['path']), '(?i)\\Ac:\\\\users\\\\((?:[^\\\\])+)', '<\\1>') AS "clean", "*", "@"
  FROM s1_events
),
s3_eval AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", "clean", CASE WHEN arrayExists(_e1 -> _e1 LIKE replaceAll('%.exe', '\\', '\\\\'), "*"['path']) THEN 'program' WHEN arrayExists(_e2 -> spl_in_network(_e2, '10.0.0.0/8'), "*"['src']) THEN 'internal' WHEN (empty("*"['path'])) THEN 'none' WHEN TRUE THEN 'other' END AS "kind", "*", "@"
  FROM s2_eval
),
-- stats count by clean kind
s4_stats AS (
  SELECT row_number() OVER (ORDER BY "clean", "kind") AS "#", "clean", "kind", toFloat64(count(*)) AS "count"
  FROM s3_eval
  WHERE "clean" IS NOT NULL AND "kind" IS NOT NULL
  GROUP BY "clean", "kind"
)
SELECT "clean", "kind", "count"
FROM s4_stats
ORDER BY "#"
