-- caveats
-- caveat: networks of IPv6 addresses in the lookup match nothing
WITH
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- stats count by src
s2_values AS (
  SELECT *, unnest("*"['src']) AS "#key1"
  FROM s1_events
),
s3_stats AS (
  SELECT row_number() OVER (ORDER BY "#key1") AS "#", "#key1" AS "src", CAST(count(*) AS DOUBLE) AS "count"
  FROM s2_values
  GROUP BY "#key1"
),
-- lookup assets ip AS src OUTPUTNEW owner
s4_matches AS (
  SELECT k.n, t.seq AS found, CASE WHEN t.seq IS NULL THEN CAST(NULL AS VARCHAR) ELSE nullif(t."owner", '') END AS o0
  FROM (SELECT "#" AS n, "src" AS k0 FROM s3_stats WHERE "src" IS NOT NULL) AS k LEFT JOIN "lookup assets" AS t ON k.k0 = coalesce(t."ip", '')
  QUALIFY row_number() OVER (PARTITION BY k.n ORDER BY t.seq) <= 100
),
s5_found AS (
  SELECT n, bool_or(found IS NOT NULL) AS matched, list(o0 ORDER BY found) FILTER (WHERE o0 IS NOT NULL) AS o0
  FROM s4_matches GROUP BY n
),
s6_lookup AS (
  SELECT l."#" AS "#", l."src" AS "src", l."count" AS "count", m.o0 AS "owner"
  FROM s3_stats AS l LEFT JOIN s5_found AS m ON m.n = l."#"
),
-- where isnull(owner)
s7_where AS (
  SELECT *
  FROM s6_lookup
  WHERE ("owner" IS NULL)
),
-- lookup nets ip AS src OUTPUT owner AS net_owner
s8_matches AS (
  SELECT k.n, t.seq AS found, CASE WHEN t.seq IS NULL THEN CAST(NULL AS VARCHAR) ELSE nullif(t."owner", '') END AS o0
  FROM (SELECT "#" AS n, "src" AS k0 FROM s7_where WHERE "src" IS NOT NULL) AS k LEFT JOIN "lookup nets" AS t ON spl_in_network(k.k0, coalesce(t."ip", ''))
  QUALIFY row_number() OVER (PARTITION BY k.n ORDER BY t.seq) <= 100
),
s9_found AS (
  SELECT n, bool_or(found IS NOT NULL) AS matched, list(o0 ORDER BY found) FILTER (WHERE o0 IS NOT NULL) AS o0
  FROM s8_matches GROUP BY n
),
s10_lookup AS (
  SELECT l."#" AS "#", l."src" AS "src", l."count" AS "count", l."owner" AS "owner", m.o0 AS "net_owner"
  FROM s7_where AS l LEFT JOIN s9_found AS m ON m.n = l."#"
)
SELECT "src", "count", "owner", "net_owner"
FROM s10_lookup
ORDER BY "#"
