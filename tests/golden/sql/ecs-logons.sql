-- equivalent
WITH
-- tstats dc(Authentication.user) as users from datamodel=Authentication.Failed_Authentication by _time span=5m Authentication.src
s1_mapped AS (
  SELECT 0 AS "#", epoch("@timestamp") AS "_time", CAST("user"['name'] AS VARCHAR) AS "user", coalesce(CAST("source"['domain'] AS VARCHAR), regexp_replace(CAST("source"['ip'] AS VARCHAR), '^(?i:::ffff:)([0-9]+[.][0-9.]+)$', '\1')) AS "src", CASE CAST("event"['outcome'] AS VARCHAR) WHEN 'success' THEN 'success' WHEN 'failure' THEN 'failure' ELSE NULL END AS "action"
  FROM "logs"
  WHERE coalesce(len(list_filter("event"['category'], lambda _e2: CAST(_e2 AS VARCHAR) = 'authentication')) > 0, FALSE) AND coalesce(len(list_filter("event"['type'], lambda _e4: CAST(_e4 AS VARCHAR) IN ('start', 'info'))) > 0, FALSE)
),
s2_dataset AS (
  SELECT "#", "_time", coalesce(nullif("user", ''), 'unknown') AS "Authentication.user", coalesce(nullif("src", ''), 'unknown') AS "Authentication.src"
  FROM s1_mapped
  WHERE NOT (coalesce(spl_fold(coalesce(nullif("action", ''), 'unknown')) = 'success', FALSE) AND coalesce(spl_fold(coalesce(nullif("user", ''), 'unknown')) LIKE '%$' ESCAPE '\', FALSE)) AND coalesce(spl_fold(coalesce(nullif("action", ''), 'unknown')) = 'failure', FALSE)
),
s3_stats AS (
  SELECT row_number() OVER (ORDER BY spl_text((floor("_time" / 300) * 300)), "Authentication.src") AS "#", (floor("_time" / 300) * 300) AS "_time", "Authentication.src", CAST(count(DISTINCT "Authentication.user") AS DOUBLE) AS "users"
  FROM s2_dataset
  WHERE (floor("_time" / 300) * 300) IS NOT NULL AND "Authentication.src" IS NOT NULL
  GROUP BY (floor("_time" / 300) * 300), "Authentication.src"
),
-- where users > 5
s4_where AS (
  SELECT *
  FROM s3_stats
  WHERE coalesce("users" > 5::DOUBLE, FALSE)
)
SELECT "_time", "Authentication.src", "users"
FROM s4_where
ORDER BY "#"
