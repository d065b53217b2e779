-- equivalent
WITH
(t) -> replaceAll(lowerUTF8(t), 'ς', 'σ') AS spl_fold,
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- index=app
s2_search AS (
  SELECT *
  FROM s1_events
  WHERE (coalesce(spl_fold("index") = 'app', FALSE) OR has("@"['index'], '*'))
),
-- rename req.* as request.*, user as account
s3_rename AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", "account", "user", "* new" AS "*", "@"
  FROM (SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", "*"['user'] AS "account", CAST(NULL AS Nullable(String)) AS "user", mapApply((_e4, _v) -> (CASE WHEN NOT startsWith(_e4, '_') AND match(_e4, '(?s)\\Areq\\.(.*)\\z') THEN replaceRegexpAll(_e4, '(?s)\\Areq\\.(.*)\\z', 'request.\\1') ELSE _e4 END, _v), mapFilter((_e2, _v) -> NOT (CASE WHEN NOT startsWith(_e2, '_') AND match(_e2, '(?s)\\Areq\\.(.*)\\z') THEN replaceRegexpAll(_e2, '(?s)\\Areq\\.(.*)\\z', 'request.\\1') ELSE _e2 END = _e2 AND arrayExists(_e3 -> _e3 <> _e2 AND CASE WHEN NOT startsWith(_e3, '_') AND match(_e3, '(?s)\\Areq\\.(.*)\\z') THEN replaceRegexpAll(_e3, '(?s)\\Areq\\.(.*)\\z', 'request.\\1') ELSE _e3 END = _e2, mapKeys(mapFilter((_e1, _v) -> _e1 NOT IN ('_time', '_raw', 'host', 'source', 'sourcetype', 'index'), "*")))), mapFilter((_e1, _v) -> _e1 NOT IN ('_time', '_raw', 'host', 'source', 'sourcetype', 'index'), "*"))) AS "* new", "@"
  FROM s2_search)
),
-- stats count by account request.path
s4_values AS (
  SELECT *, "#key1"
  FROM s3_rename
  ARRAY JOIN "account" AS "#key1"
),
s5_values AS (
  SELECT *, "#key2"
  FROM s4_values
  ARRAY JOIN "*"['request.path'] AS "#key2"
),
s6_stats AS (
  SELECT row_number() OVER (ORDER BY "#key1", "#key2") AS "#", "#key1" AS "account", "#key2" AS "request.path", toFloat64(count(*)) AS "count"
  FROM s5_values
  GROUP BY "#key1", "#key2"
)
SELECT "account", "request.path", "count"
FROM s6_stats
ORDER BY "#"
