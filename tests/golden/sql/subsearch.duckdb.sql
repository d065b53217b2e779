-- caveats
-- caveat: networks in the values of a subsearch match as text only
WITH
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- inputlookup assets
s2_inputlookup AS (
  SELECT seq AS "#", nullif("ip", '') AS "ip", nullif("owner", '') AS "owner"
  FROM "lookup assets"
),
s3_inputlookup AS (
  SELECT * FROM s2_inputlookup
  ORDER BY "#" LIMIT 1000000000
),
-- fields ip
s4_fields AS (
  SELECT "#", "ip"
  FROM s3_inputlookup
),
-- rename ip as src
s5_rename AS (
  SELECT "#", "ip" AS "src"
  FROM s4_fields
),
-- search [| inputlookup assets | fields ip | rename ip as src]
s6_search AS (
  SELECT *
  FROM s1_events
  WHERE coalesce(len(list_filter((SELECT list({'f0': list_transform(spl_list("src"), lambda _e4: spl_pattern(_e4))}) FROM (SELECT * FROM s5_rename ORDER BY "#" LIMIT 10000)), lambda _e1: (_e1.f0 IS NOT NULL) AND (_e1.f0 IS NULL OR coalesce(len(list_filter(_e1.f0, lambda _e2: coalesce(len(list_filter("*"['src'], lambda _e3: spl_fold(_e3) LIKE _e2 ESCAPE '\')) > 0, FALSE))) > 0, FALSE)))) > 0, FALSE)
),
-- stats count
s7_stats AS (
  SELECT 1 AS "#", CAST(count(*) AS DOUBLE) AS "count"
  FROM s6_search
)
SELECT "count"
FROM s7_stats
ORDER BY "#"
