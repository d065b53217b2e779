-- equivalent
WITH
-- tstats count from datamodel=Endpoint.Registry where Registry.registry_value_data=0x00000001 by Registry.registry_path Registry.action
s1_mapped AS (
  SELECT 0 AS "#", (TRY_CAST("time" AS DOUBLE) / 1000) AS "_time", CAST("reg_key"['path'] AS VARCHAR) AS "registry_path", CASE CAST("activity_id" AS VARCHAR) WHEN '1' THEN 'created' WHEN '2' THEN 'read' WHEN '3' THEN 'modified' WHEN '4' THEN 'deleted' WHEN '5' THEN 'modified' WHEN '6' THEN 'modified' WHEN '7' THEN 'modified' WHEN '8' THEN 'modified' WHEN '9' THEN 'read' ELSE NULL END AS "action", CAST(NULL AS VARCHAR) AS "registry_value_data"
  FROM "registry_key_activity"
  WHERE "class_uid" = 201001
),
s2_mapped AS (
  SELECT 0 AS "#", (TRY_CAST("time" AS DOUBLE) / 1000) AS "_time", (CAST("reg_value"['path'] AS VARCHAR) || '\' || CAST("reg_value"['name'] AS VARCHAR)) AS "registry_path", CASE CAST("activity_id" AS VARCHAR) WHEN '1' THEN 'read' WHEN '2' THEN 'modified' WHEN '3' THEN 'modified' WHEN '4' THEN 'deleted' ELSE NULL END AS "action", coalesce(CASE WHEN "reg_value"['type_id'] IN (2, 3) THEN CASE WHEN regexp_full_match(CAST("reg_value"['data'] AS VARCHAR), '[0-9]{1,18}') THEN '0x' || lower(CASE WHEN length(to_hex(CAST(CAST("reg_value"['data'] AS VARCHAR) AS BIGINT))) < 8 THEN lpad(to_hex(CAST(CAST("reg_value"['data'] AS VARCHAR) AS BIGINT)), 8, '0') ELSE to_hex(CAST(CAST("reg_value"['data'] AS VARCHAR) AS BIGINT)) END) ELSE CAST("reg_value"['data'] AS VARCHAR) END END, CAST("reg_value"['data'] AS VARCHAR)) AS "registry_value_data"
  FROM "registry_value_activity"
  WHERE "class_uid" = 201002
),
s3_mapped AS (
  SELECT * FROM s1_mapped
  UNION ALL SELECT * FROM s2_mapped
),
s4_dataset AS (
  SELECT "#", "_time", coalesce(nullif("registry_value_data", ''), 'unknown') AS "Registry.registry_value_data", coalesce(nullif("registry_path", ''), 'unknown') AS "Registry.registry_path", coalesce(nullif("action", ''), 'unknown') AS "Registry.action"
  FROM s3_mapped
),
-- Registry.registry_value_data=0x00000001
s5_search AS (
  SELECT *
  FROM s4_dataset
  WHERE coalesce(spl_fold("Registry.registry_value_data") = '0x00000001', FALSE)
),
-- tstats count from datamodel=Endpoint.Registry where Registry.registry_value_data=0x00000001 by Registry.registry_path Registry.action
s6_stats AS (
  SELECT row_number() OVER (ORDER BY "Registry.registry_path", "Registry.action") AS "#", "Registry.registry_path", "Registry.action", CAST(count(*) AS DOUBLE) AS "count"
  FROM s5_search
  WHERE "Registry.registry_path" IS NOT NULL AND "Registry.action" IS NOT NULL
  GROUP BY "Registry.registry_path", "Registry.action"
)
SELECT "Registry.registry_path", "Registry.action", "count"
FROM s6_stats
ORDER BY "#"
