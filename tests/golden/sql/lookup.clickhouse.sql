-- caveats
-- caveat: networks of IPv6 addresses in the lookup match nothing
WITH
(t) -> arrayMap(t -> if(match(t, '\\A(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\\.(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}\\z'), toInt64(IPv4StringToNumOrNull(t)), NULL), [t])[1] AS spl_ip4,
(t, network) -> coalesce(if(position(network, '/') > 0,
    bitShiftRight(spl_ip4(t), (32 - least(toUInt8OrZero(splitByChar('/', assumeNotNull(network))[2]), 32))) = bitShiftRight(spl_ip4(splitByChar('/', assumeNotNull(network))[1]), (32 - least(toUInt8OrZero(splitByChar('/', assumeNotNull(network))[2]), 32))),
    spl_ip4(t) = spl_ip4(network)), FALSE) AS spl_in_network,
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- lookup nets ip AS src OUTPUT owner
s2_matches AS (
  SELECT k."#" AS "#", k."_time" AS "_time", k."_raw" AS "_raw", k."host" AS "host", k."source" AS "source", k."sourcetype" AS "sourcetype", k."index" AS "index", k."*" AS "*", k."@" AS "@", k."#i0" AS "#i0", t.seq AS "#found", CASE WHEN k."#i0" > 0 THEN CASE WHEN t.seq IS NULL THEN CAST(NULL AS Nullable(String)) ELSE nullif(t."owner", '') END END AS "#o0"
  FROM (SELECT *, "#k0", "#i0"
  FROM s1_events
  LEFT ARRAY JOIN "*"['src'] AS "#k0", arrayEnumerate("*"['src']) AS "#i0") AS k LEFT JOIN (SELECT toNullable("lookup nets"."seq") AS "seq", toNullable("lookup nets"."ip") AS "ip", toNullable("lookup nets"."owner") AS "owner" FROM "lookup nets") AS t ON toInt8(k."#" * 0) = toInt8(t.seq * 0) AND k."#i0" > 0 AND spl_in_network(k."#k0", coalesce(t."ip", ''))
  QUALIFY row_number() OVER (PARTITION BY k."#", k."#i0" ORDER BY t.seq) <= 100
),
s3_found AS (
  SELECT "#", any("_time") AS "_time", any("_raw") AS "_raw", any("host") AS "host", any("source") AS "source", any("sourcetype") AS "sourcetype", any("index") AS "index", any("*") AS "*", any("@") AS "@", max("#found" IS NOT NULL) AS "#matched", arrayMap(pair -> pair.2, arraySort(pair -> pair.1, groupArrayIf((tuple("#i0", "#found"), assumeNotNull("#o0")), isNotNull("#o0")))) AS "#values0"
  FROM s2_matches
  GROUP BY "#"
),
s4_lookup AS (
  SELECT l."#" AS "#", l."_time" AS "_time", l."_raw" AS "_raw", l."host" AS "host", l."source" AS "source", l."sourcetype" AS "sourcetype", l."index" AS "index", CASE WHEN notEmpty(l."*"['src']) THEN l."#values0" ELSE arrayFirst(list -> notEmpty(list), [l."#values0", l."*"['owner']]) END AS "owner", l."*" AS "*", l."@" AS "@"
  FROM s3_found AS l
),
-- search owner=*
s5_search AS (
  SELECT *
  FROM s4_lookup
  WHERE (notEmpty("owner"))
),
-- stats count by owner
s6_values AS (
  SELECT *, "#key1"
  FROM s5_search
  ARRAY JOIN "owner" AS "#key1"
),
s7_stats AS (
  SELECT row_number() OVER (ORDER BY "#key1") AS "#", "#key1" AS "owner", toFloat64(count(*)) AS "count"
  FROM s6_values
  GROUP BY "#key1"
)
SELECT "owner", "count"
FROM s7_stats
ORDER BY "#"
