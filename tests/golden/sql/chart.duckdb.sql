-- equivalent
WITH
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- index=web status>=400
s2_search AS (
  SELECT *
  FROM s1_events
  WHERE ((coalesce(spl_fold("index") = 'web', FALSE) OR coalesce(list_contains("@"['index'], '*'), FALSE)) AND coalesce(len(list_filter("*"['status'], lambda _e1: coalesce(spl_num(_e1) >= 400::DOUBLE, _e1 >= '400'))) > 0, FALSE))
),
-- chart limit=5 count over host by status
s3_split AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", coalesce("*"['status'], spl_list('NULL')) AS "#split", CASE WHEN "*"['status'] IS NULL THEN 1 ELSE 0 END AS "#null", "*", "@"
  FROM s2_search
),
s4_values AS (
  SELECT *, unnest("#split") AS "#key2"
  FROM s3_split
),
s5_places AS (
  SELECT *, "host" AS "#label", CASE WHEN "#key2" = '' OR starts_with("#key2", '_') THEN 'VALUE' || "#key2" ELSE "#key2" END AS "#series"
  FROM s4_values
  WHERE "host" IS NOT NULL
),
s6_cells AS (
  SELECT 1 AS "#", "#label", "#series", CAST(count(*) AS DOUBLE) AS "count", max("#null") AS "#null"
  FROM s5_places
  GROUP BY "#label", "#series"
),
s7_scores AS (
  SELECT 1 AS "#", "#series", sum("count") AS "#score", max("#null") AS "#none"
  FROM s6_cells
  GROUP BY "#series"
),
s8_series AS (
  SELECT "#series" AS "#name", CASE WHEN "#none" = 1 OR row_number() OVER (PARTITION BY "#none" ORDER BY coalesce("#score", CAST('-inf' AS DOUBLE)) DESC, "#series") <= 5 THEN "#series" ELSE 'OTHER' END AS "#end"
  FROM s7_scores
),
s9_kept AS (
  SELECT l."#" AS "#", l."_time" AS "_time", l."_raw" AS "_raw", l."host" AS "host", l."source" AS "source", l."sourcetype" AS "sourcetype", l."index" AS "index", l."#split" AS "#split", l."#null" AS "#null", l."*" AS "*", l."@" AS "@", l."#label" AS "#label", s."#end" AS "#series"
  FROM s5_places AS l JOIN s8_series AS s ON s."#name" = l."#series"
  WHERE s."#end" IS NOT NULL
),
s10_cells AS (
  SELECT 1 AS "#", "#label", "#series", CAST(count(*) AS DOUBLE) AS "count"
  FROM s9_kept
  GROUP BY "#label", "#series"
),
s11_labels AS (
  SELECT 1 AS "#", "#label", min("#") AS "#first"
  FROM s5_places
  GROUP BY "#label"
),
s12_names AS (
  SELECT DISTINCT "#series" AS "#name"
  FROM s10_cells
),
s13_filled AS (
  SELECT l."#" AS "#", l."#label" AS "#label", l."#first" AS "#first", coalesce(g."count", 0::DOUBLE) AS "count", n."#name" AS "#series"
  FROM s11_labels AS l LEFT JOIN s12_names AS n ON TRUE LEFT JOIN s10_cells AS g ON g."#label" = l."#label" AND g."#series" = n."#name"
),
s14_spread AS (
  SELECT min("#first") AS "#", "#label", min("#first") AS "#first", coalesce(map_from_entries(list({'key': CASE WHEN "#series" IN ('host') THEN 'VALUE' || "#series" ELSE "#series" END, 'value': spl_list(spl_text("count"))}) FILTER (WHERE "#series" IS NOT NULL AND "count" IS NOT NULL)), MAP {}::MAP(VARCHAR, VARCHAR[])) AS "*"
  FROM s13_filled
  GROUP BY "#label"
),
s15_chart AS (
  SELECT row_number() OVER (ORDER BY spl_num("#label") NULLS LAST, CASE WHEN spl_num("#label") IS NULL THEN "#label" END NULLS LAST, "#first") AS "#", "#label" AS "host", "*"
  FROM s14_spread
)
SELECT "host", "*"
FROM s15_chart
ORDER BY "#"
