-- equivalent
WITH
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- stats count by user
s2_values AS (
  SELECT *, unnest("*"['user']) AS "#key1"
  FROM s1_events
),
s3_stats AS (
  SELECT row_number() OVER (ORDER BY "#key1") AS "#", "#key1" AS "user", CAST(count(*) AS DOUBLE) AS "count"
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
  SELECT *, unnest("*"['user']) AS "#key1"
  FROM s5_search
),
s7_stats AS (
  SELECT row_number() OVER (ORDER BY "#key1") AS "#", "#key1" AS "user", first("_time" ORDER BY "_time" DESC NULLS LAST, "#" DESC) FILTER (WHERE "_time" IS NOT NULL) AS "last"
  FROM s6_values
  GROUP BY "#key1"
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
  SELECT row_number() OVER (ORDER BY l."#", r."#") AS "#", coalesce(r."user", l."user") AS "user", l."count" AS "count", r."last" AS "last"
  FROM s3_stats AS l LEFT JOIN s9_join AS r ON l."user" = r."user"
)
SELECT "user", "count", "last"
FROM s10_joined
ORDER BY "#"
