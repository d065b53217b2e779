-- equivalent
WITH
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- index=web
s2_search AS (
  SELECT *
  FROM s1_events
  WHERE (coalesce(spl_fold("index") = 'web', FALSE) OR coalesce(list_contains("@"['index'], '*'), FALSE))
),
-- timechart span=1h count avg(bytes) as size
s3_split AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", (floor("_time" / 3600) * 3600) AS "#bin", "*", "@"
  FROM s2_search
),
s4_places AS (
  SELECT *, "#bin" AS "#label"
  FROM s3_split
  WHERE "#bin" IS NOT NULL
),
s5_cells AS (
  SELECT 1 AS "#", "#label", CAST(count(*) AS DOUBLE) AS "count", list_aggregate(spl_numbers(flatten(list("*"['bytes']) FILTER (WHERE "*"['bytes'] IS NOT NULL))), 'avg') AS "size"
  FROM s4_places
  GROUP BY "#label"
),
s6_ends AS (
  SELECT min("#label") AS low, max("#label") AS high
  FROM s4_places
),
s7_bins AS (
  SELECT *, unnest(list_slice(spl_range(low, high + 3600, 3600), 1, 50000)) AS "#start"
  FROM s6_ends
),
s8_labels AS (
  SELECT row_number() OVER (ORDER BY spl_num("#start")) AS "#", spl_num("#start") AS "#label", spl_num("#start") AS "#first"
  FROM s7_bins
),
s9_filled AS (
  SELECT l."#" AS "#", l."#label" AS "#label", l."#first" AS "#first", coalesce(g."count", 0::DOUBLE) AS "count", g."size" AS "size"
  FROM s8_labels AS l LEFT JOIN s5_cells AS g ON g."#label" = l."#label"
),
s10_chart AS (
  SELECT row_number() OVER (ORDER BY "#label" NULLS LAST) AS "#", "#label" AS "_time", "count", "size", 3600::DOUBLE AS "_span"
  FROM s9_filled
)
SELECT "_time", "count", "size", "_span"
FROM s10_chart
ORDER BY "#"
