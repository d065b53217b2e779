-- equivalent
WITH
(t) -> replaceAll(lowerUTF8(t), 'ς', 'σ') AS spl_fold,
(l, folded) -> arrayExists(_e -> spl_fold(_e) = folded, l) AS spl_is,
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- stats count by user
s2_values AS (
  SELECT *, "#key1"
  FROM s1_events
  ARRAY JOIN "*"['user'] AS "#key1"
),
s3_stats AS (
  SELECT row_number() OVER (ORDER BY "#key1") AS "#", "#key1" AS "user", toFloat64(count(*)) AS "count"
  FROM s2_values
  GROUP BY "#key1"
),
s4_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- search action=logoff
s5_search AS (
  SELECT *
  FROM s4_events
  WHERE spl_is("*"['action'], 'logoff')
),
-- stats latest(_time) as last by user
s6_values AS (
  SELECT *, "#key1"
  FROM s5_search
  ARRAY JOIN "*"['user'] AS "#key1"
),
s7_stats AS (
  SELECT "# new" AS "#", "user", "last"
  FROM (SELECT row_number() OVER (ORDER BY "#key1") AS "# new", "#key1" AS "user", argMinOrNullIf("_time", (ifNull(-toFloat64("_time"), inf), -toFloat64("#")), "_time" IS NOT NULL) AS "last"
  FROM s6_values
  GROUP BY "#key1")
),
-- join type=left user [search action=logoff | stats latest(_time) as last by user]
s8_join AS (
  SELECT *
  FROM s7_stats
  ORDER BY "#" LIMIT 50000
),
s9_join AS (
  SELECT *
  FROM s8_join
  WHERE "user" IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY "user" ORDER BY "#") <= 1
),
s10_joined AS (
  SELECT "# new" AS "#", "user new" AS "user", "count", "last new" AS "last"
  FROM (SELECT row_number() OVER (ORDER BY l."#", r."#") AS "# new", coalesce(r."user", l."user") AS "user new", l."count" AS "count", r."last" AS "last new"
  FROM s3_stats AS l LEFT JOIN (SELECT toNullable(s9_join."#") AS "#", toNullable(s9_join."user") AS "user", toNullable(s9_join."last") AS "last" FROM s9_join) AS r ON l."user" = r."user")
)
SELECT "user", "count", "last"
FROM s10_joined
ORDER BY "#"
