-- equivalent
WITH
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- index=app
s2_search AS (
  SELECT *
  FROM s1_events
  WHERE (coalesce(spl_fold("index") = 'app', FALSE) OR coalesce(list_contains("@"['index'], '*'), FALSE))
),
-- rename req.* as request.*, user as account
s3_rename AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", "*"['user'] AS "account", CAST(NULL AS VARCHAR) AS "user", map_from_entries(list_transform(map_entries(map_from_entries(list_filter(map_entries(map_from_entries(list_filter(map_entries("*"), lambda _e1: _e1.key NOT IN ('_time', '_raw', 'host', 'source', 'sourcetype', 'index')))), lambda _e2: NOT (CASE WHEN NOT starts_with(_e2.key, '_') AND regexp_matches(_e2.key, '(?s)\Areq\.(.*)\z') THEN regexp_replace(_e2.key, '(?s)\Areq\.(.*)\z', 'request.\1', 'g') ELSE _e2.key END = _e2.key AND coalesce(len(list_filter(map_keys(map_from_entries(list_filter(map_entries("*"), lambda _e1: _e1.key NOT IN ('_time', '_raw', 'host', 'source', 'sourcetype', 'index')))), lambda _e3: _e3 <> _e2.key AND CASE WHEN NOT starts_with(_e3, '_') AND regexp_matches(_e3, '(?s)\Areq\.(.*)\z') THEN regexp_replace(_e3, '(?s)\Areq\.(.*)\z', 'request.\1', 'g') ELSE _e3 END = _e2.key)) > 0, FALSE))))), lambda _e4: {'key': CASE WHEN NOT starts_with(_e4.key, '_') AND regexp_matches(_e4.key, '(?s)\Areq\.(.*)\z') THEN regexp_replace(_e4.key, '(?s)\Areq\.(.*)\z', 'request.\1', 'g') ELSE _e4.key END, 'value': _e4.value})) AS "*", "@"
  FROM s2_search
),
-- stats count by account request.path
s4_values AS (
  SELECT *, unnest("account") AS "#key1"
  FROM s3_rename
),
s5_values AS (
  SELECT *, unnest("*"['request.path']) AS "#key2"
  FROM s4_values
),
s6_stats AS (
  SELECT row_number() OVER (ORDER BY "#key1", "#key2") AS "#", "#key1" AS "account", "#key2" AS "request.path", CAST(count(*) AS DOUBLE) AS "count"
  FROM s5_values
  GROUP BY "#key1", "#key2"
)
SELECT "account", "request.path", "count"
FROM s6_stats
ORDER BY "#"
