-- caveats
-- caveat: places come from the table geo, which is empty until you fill it, and IPv6 addresses have none
WITH
(t) -> replaceAll(lowerUTF8(t), 'ς', 'σ') AS spl_fold,
(t) -> arrayMap(t -> if(match(t, '\\A(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\\.(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}\\z'), toInt64(IPv4StringToNumOrNull(t)), NULL), [t])[1] AS spl_ip4,
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
-- iplocation src
s4_iplocation AS (
  SELECT l."#" AS "#", l."src" AS "src", l."count" AS "count", CASE WHEN spl_ip4(l."src") <= g."last" THEN g."City" END AS "City", CASE WHEN spl_ip4(l."src") <= g."last" THEN g."Country" END AS "Country", CASE WHEN spl_ip4(l."src") <= g."last" THEN g."Region" END AS "Region", CASE WHEN spl_ip4(l."src") <= g."last" THEN g."lat" END AS "lat", CASE WHEN spl_ip4(l."src") <= g."last" THEN g."lon" END AS "lon"
  FROM s3_stats AS l ASOF LEFT JOIN (SELECT *, "first" AS low FROM "geo") AS g ON toInt8(l."#" * 0) = toInt8(g.low * 0) AND ifNull(spl_ip4(l."src"), -1) >= g.low
),
-- search Country!=Germany
s5_search AS (
  SELECT *
  FROM s4_iplocation
  WHERE ("Country" IS NOT NULL AND NOT coalesce(spl_fold("Country") = 'germany', FALSE))
),
-- table src City Country count
s6_table AS (
  SELECT "#", "src", "City", "Country", "count"
  FROM s5_search
)
SELECT "src", "City", "Country", "count"
FROM s6_table
ORDER BY "#"
