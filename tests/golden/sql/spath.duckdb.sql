-- caveats
-- caveat: spath reads JSON only, no XML
-- caveat: spath reads JSON only, wholly, and takes names with brackets for lists
WITH
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- sourcetype=aws:cloudtrail
s2_search AS (
  SELECT *
  FROM s1_events
  WHERE (coalesce(spl_fold("sourcetype") = 'aws:cloudtrail', FALSE) OR spl_is("@"['sourcetype'], 'aws:cloudtrail'))
),
-- spath output=role path=requestParameters.roles{}.name
s3_spath AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", coalesce(CASE WHEN json_valid("_raw") THEN spl_mv(list_transform(list_filter(flatten(list_transform([CAST("_raw" AS JSON)], lambda x: CASE json_type(x, '$."requestParameters"."roles"') WHEN 'ARRAY' THEN json_extract(x, '$."requestParameters"."roles"[*]') ELSE list_filter([json_extract(x, '$."requestParameters"."roles"')], lambda i: i IS NOT NULL) END)), lambda hit: json_type(hit, '$."name"') IS NOT NULL), lambda hit: coalesce(json_extract_string(hit, '$."name"'), 'null'))) END, "*"['role']) AS "role", "*", "@"
  FROM s2_search
),
-- spath input=payload
s4_members AS (
  SELECT *, coalesce(spl_json(spl_one("*"['payload'])), MAP {}::MAP(VARCHAR, VARCHAR[])) AS "#members"
  FROM s3_spath
),
s5_spath AS (
  SELECT "#", "_time", "_raw", coalesce("#members"['host'], spl_list("host")) AS "host", coalesce("#members"['source'], spl_list("source")) AS "source", coalesce("#members"['sourcetype'], spl_list("sourcetype")) AS "sourcetype", coalesce("#members"['index'], spl_list("index")) AS "index", coalesce("#members"['role'], "role") AS "role", map_concat("*", "#members") AS "*", "@"
  FROM s4_members
),
-- stats count by role eventName
s6_values AS (
  SELECT *, unnest("role") AS "#key1"
  FROM s5_spath
),
s7_values AS (
  SELECT *, unnest("*"['eventName']) AS "#key2"
  FROM s6_values
),
s8_stats AS (
  SELECT row_number() OVER (ORDER BY "#key1", "#key2") AS "#", "#key1" AS "role", "#key2" AS "eventName", CAST(count(*) AS DOUBLE) AS "count"
  FROM s7_values
  GROUP BY "#key1", "#key2"
)
SELECT "role", "eventName", "count"
FROM s8_stats
ORDER BY "#"
