-- equivalent
WITH
-- tstats count min(_time) as firstTime from datamodel=Endpoint.Processes where Processes.process_name=mshta.exe Processes.process="*http*" earliest=-1h by Processes.dest Processes.user Processes.process …
s1_mapped AS (
  SELECT 0 AS "#", (TRY_CAST("time" AS DOUBLE) / 1000) AS "_time", CAST("process"['file']['name'] AS VARCHAR) AS "process_name", CAST("process"['cmd_line'] AS VARCHAR) AS "process", CAST("device"['hostname'] AS VARCHAR) AS "dest", CAST("process"['user']['name'] AS VARCHAR) AS "user", spl_mv(list_filter(list_transform("process"['file']['hashes'], lambda _e1: CAST(_e1['value'] AS VARCHAR)), lambda present: present IS NOT NULL)) AS "process_hash"
  FROM "process_activity"
  WHERE "class_uid" = 1007 AND "activity_id" = 1 AND "time" >= ((1700000000::DOUBLE - 3600)) * 1000
),
s2_dataset AS (
  SELECT "#", "_time", coalesce(nullif(coalesce(CASE WHEN NOT coalesce("process_name" = '', FALSE) THEN "process_name" END, CASE WHEN 1 >= 1 THEN CASE WHEN trim(coalesce(nullif("process", ''), 'unknown'), ' 	') <> '' THEN string_split(trim(coalesce(nullif("process", ''), 'unknown'), ' 	'), ' ') END[1] END, 'unknown'), ''), 'unknown') AS "Processes.process_name", coalesce(nullif("process", ''), 'unknown') AS "Processes.process", coalesce(nullif("dest", ''), 'unknown') AS "Processes.dest", coalesce(nullif("user", ''), 'unknown') AS "Processes.user", "process_hash" AS "Processes.process_hash"
  FROM s1_mapped
),
-- Processes.process_name=mshta.exe Processes.process="*http*" earliest=-1h
s3_search AS (
  SELECT *
  FROM s2_dataset
  WHERE (coalesce(spl_fold("Processes.process_name") = 'mshta.exe', FALSE) AND coalesce(spl_fold("Processes.process") LIKE '%http%' ESCAPE '\', FALSE))
),
-- tstats count min(_time) as firstTime from datamodel=Endpoint.Processes where Processes.process_name=mshta.exe Processes.process="*http*" earliest=-1h by Processes.dest Processes.user Processes.process …
s4_values AS (
  SELECT *, unnest("Processes.process_hash") AS "#key3"
  FROM s3_search
),
s5_stats AS (
  SELECT row_number() OVER (ORDER BY "Processes.dest", "Processes.user", "#key3") AS "#", "Processes.dest", "Processes.user", "#key3" AS "Processes.process_hash", CAST(count(*) AS DOUBLE) AS "count", min("_time") AS "firstTime"
  FROM s4_values
  WHERE "Processes.dest" IS NOT NULL AND "Processes.user" IS NOT NULL
  GROUP BY "Processes.dest", "Processes.user", "#key3"
),
-- rename Processes.* as *
s6_rename AS (
  SELECT "#", "count", "firstTime", "Processes.dest" AS "dest", "Processes.user" AS "user", "Processes.process_hash" AS "process_hash"
  FROM s5_stats
)
SELECT "count", "firstTime", "dest", "user", "process_hash"
FROM s6_rename
ORDER BY "#"
