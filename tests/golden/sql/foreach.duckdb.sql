-- caveats
-- caveat: a number or address beside a text that begins with a digit, such as 10a, and an address of IPv6 may come at another place
WITH
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- stats count sum(bytes) as bytes_in avg(bytes) as bytes_avg by host
s2_stats AS (
  SELECT row_number() OVER (ORDER BY "host") AS "#", "host", CAST(count(*) AS DOUBLE) AS "count", list_aggregate(spl_numbers(flatten(list("*"['bytes']) FILTER (WHERE "*"['bytes'] IS NOT NULL))), 'sum') AS "bytes_in", list_aggregate(spl_numbers(flatten(list("*"['bytes']) FILTER (WHERE "*"['bytes'] IS NOT NULL))), 'avg') AS "bytes_avg"
  FROM s1_events
  WHERE "host" IS NOT NULL
  GROUP BY "host"
),
-- foreach bytes_* [eval <<FIELD>>=round(<<FIELD>>/1024, 2)]
s3_foreach AS (
  SELECT "#", "host", "count", CASE WHEN "bytes_in" IS NULL THEN spl_text("bytes_in") ELSE spl_decimals(coalesce(CAST(TRY_CAST(CAST(("bytes_in" / nullif(1024::DOUBLE, 0)) AS VARCHAR) AS DECIMAL(38, 2)) AS DOUBLE), ("bytes_in" / nullif(1024::DOUBLE, 0))), 2) END AS "bytes_in", "bytes_avg"
  FROM s2_stats
),
s4_foreach AS (
  SELECT "#", "host", "count", "bytes_in", CASE WHEN "bytes_avg" IS NULL THEN spl_text("bytes_avg") ELSE spl_decimals(coalesce(CAST(TRY_CAST(CAST(("bytes_avg" / nullif(1024::DOUBLE, 0)) AS VARCHAR) AS DECIMAL(38, 2)) AS DOUBLE), ("bytes_avg" / nullif(1024::DOUBLE, 0))), 2) END AS "bytes_avg"
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
