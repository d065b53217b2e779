-- caveats
-- caveat: networks of IPv6 addresses in the lookup match nothing
WITH
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- lookup nets ip AS src OUTPUT owner
s2_matches AS (
  SELECT k.n, k.i0, t.seq AS found, CASE WHEN t.seq IS NULL THEN CAST(NULL AS VARCHAR) ELSE nullif(t."owner", '') END AS o0
  FROM (SELECT *, unnest(l0) AS "k0", generate_subscripts(l0, 1) AS "i0"
  FROM (SELECT "#" AS n, "*"['src'] AS l0 FROM s1_events WHERE "*"['src'] IS NOT NULL)) AS k LEFT JOIN "lookup nets" AS t ON spl_in_network(k.k0, coalesce(t."ip", ''))
  QUALIFY row_number() OVER (PARTITION BY k.n, k.i0 ORDER BY t.seq) <= 100
),
s3_found AS (
  SELECT n, bool_or(found IS NOT NULL) AS matched, list(o0 ORDER BY i0, found) FILTER (WHERE o0 IS NOT NULL) AS o0
  FROM s2_matches GROUP BY n
),
s4_lookup AS (
  SELECT l."#" AS "#", l."_time" AS "_time", l."_raw" AS "_raw", l."host" AS "host", l."source" AS "source", l."sourcetype" AS "sourcetype", l."index" AS "index", CASE WHEN m.n IS NOT NULL THEN m.o0 ELSE coalesce(m.o0, l."*"['owner']) END AS "owner", l."*" AS "*", l."@" AS "@"
  FROM s1_events AS l LEFT JOIN s3_found AS m ON m.n = l."#"
),
-- search owner=*
s5_search AS (
  SELECT *
  FROM s4_lookup
  WHERE ("owner" IS NOT NULL)
),
-- stats count by owner
s6_values AS (
  SELECT *, unnest("owner") AS "#key1"
  FROM s5_search
),
s7_stats AS (
  SELECT row_number() OVER (ORDER BY "#key1") AS "#", "#key1" AS "owner", CAST(count(*) AS DOUBLE) AS "count"
  FROM s6_values
  GROUP BY "#key1"
)
SELECT "owner", "count"
FROM s7_stats
ORDER BY "#"
