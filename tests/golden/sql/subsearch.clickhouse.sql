-- caveats
-- caveat: networks in the values of a subsearch match as text only
WITH
(t) -> if(isNull(t), [], [assumeNotNull(t)]) AS spl_list,
(t) -> replaceAll(lowerUTF8(t), 'ς', 'σ') AS spl_fold,
(t) -> replaceAll(replaceAll(replaceAll(replaceAll(t, '\\', '\\\\'), '%', '\\%'), '_', '\\_'), '*', '%') AS spl_wildcard,
(t) -> spl_wildcard(spl_fold(t)) AS spl_pattern,
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
  WHERE arrayExists(_e1 -> (notEmpty(_e1.1)) AND (empty(_e1.1) OR arrayExists(_e2 -> arrayExists(_e3 -> spl_fold(_e3) LIKE _e2, "*"['src']), _e1.1)), (SELECT groupArray(tuple(arrayMap(_e4 -> spl_pattern(_e4), spl_list("src")))) FROM (SELECT * FROM s5_rename ORDER BY "#" LIMIT 10000)))
),
-- stats count
s7_stats AS (
  SELECT 1 AS "#", toFloat64(count(*)) AS "count"
  FROM s6_search
)
SELECT "count"
FROM s7_stats
ORDER BY "#"
