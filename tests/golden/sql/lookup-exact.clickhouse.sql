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
-- stats count by src
s2_values AS (
  SELECT *, "#key1"
  FROM s1_events
  ARRAY JOIN "*"['src'] AS "#key1"
),
s3_stats AS (
  SELECT row_number() OVER (ORDER BY "#key1") AS "#", "#key1" AS "src", toFloat64(count(*)) AS "count"
  FROM s2_values
  GROUP BY "#key1"
),
-- lookup assets ip AS src OUTPUTNEW owner
s4_matches AS (
  SELECT k."#" AS "#", k."src" AS "src", k."count" AS "count", t.seq AS "#found", CASE WHEN k."src" IS NOT NULL THEN CASE WHEN t.seq IS NULL THEN CAST(NULL AS Nullable(String)) ELSE nullif(t."owner", '') END END AS "#o0"
  FROM s3_stats AS k LEFT JOIN (SELECT toNullable("lookup assets"."seq") AS "seq", toNullable("lookup assets"."ip") AS "ip", toNullable("lookup assets"."owner") AS "owner" FROM "lookup assets") AS t ON k."src" IS NOT NULL AND k."src" = coalesce(t."ip", '')
  QUALIFY row_number() OVER (PARTITION BY k."#" ORDER BY t.seq) <= 100
),
s5_found AS (
  SELECT "#", any("src") AS "src", any("count") AS "count", max("#found" IS NOT NULL) AS "#matched", arrayMap(pair -> pair.2, arraySort(pair -> pair.1, groupArrayIf((tuple("#found"), assumeNotNull("#o0")), isNotNull("#o0")))) AS "#values0"
  FROM s4_matches
  GROUP BY "#"
),
s6_lookup AS (
  SELECT l."#" AS "#", l."src" AS "src", l."count" AS "count", l."#values0" AS "owner"
  FROM s5_found AS l
),
-- where isnull(owner)
s7_where AS (
  SELECT *
  FROM s6_lookup
  WHERE (empty("owner"))
),
-- lookup nets ip AS src OUTPUT owner AS net_owner
s8_matches AS (
  SELECT k."#" AS "#", k."src" AS "src", k."count" AS "count", k."owner" AS "owner", t.seq AS "#found", CASE WHEN k."src" IS NOT NULL THEN CASE WHEN t.seq IS NULL THEN CAST(NULL AS Nullable(String)) ELSE nullif(t."owner", '') END END AS "#o0"
  FROM s7_where AS k LEFT JOIN (SELECT toNullable("lookup nets"."seq") AS "seq", toNullable("lookup nets"."ip") AS "ip", toNullable("lookup nets"."owner") AS "owner" FROM "lookup nets") AS t ON toInt8(k."#" * 0) = toInt8(t.seq * 0) AND k."src" IS NOT NULL AND spl_in_network(k."src", coalesce(t."ip", ''))
  QUALIFY row_number() OVER (PARTITION BY k."#" ORDER BY t.seq) <= 100
),
s9_found AS (
  SELECT "#", any("src") AS "src", any("count") AS "count", any("owner") AS "owner", max("#found" IS NOT NULL) AS "#matched", arrayMap(pair -> pair.2, arraySort(pair -> pair.1, groupArrayIf((tuple("#found"), assumeNotNull("#o0")), isNotNull("#o0")))) AS "#values0"
  FROM s8_matches
  GROUP BY "#"
),
s10_lookup AS (
  SELECT l."#" AS "#", l."src" AS "src", l."count" AS "count", l."owner" AS "owner", l."#values0" AS "net_owner"
  FROM s9_found AS l
)
SELECT "src", "count", "owner", "net_owner"
FROM s10_lookup
ORDER BY "#"
