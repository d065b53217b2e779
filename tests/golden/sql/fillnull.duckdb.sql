-- equivalent
WITH
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- stats count by host user
s2_values AS (
  SELECT *, unnest("*"['user']) AS "#key2"
  FROM s1_events
),
s3_stats AS (
  SELECT row_number() OVER (ORDER BY "host", "#key2") AS "#", "host", "#key2" AS "user", CAST(count(*) AS DOUBLE) AS "count"
  FROM s2_values
  WHERE "host" IS NOT NULL
  GROUP BY "host", "#key2"
),
-- fillnull value=unknown user
s4_fillnull AS (
  SELECT "#", "host", coalesce("user", 'unknown') AS "user", "count"
  FROM s3_stats
),
-- filldown host
s5_fillnull AS (
  SELECT "#", last_value("host" IGNORE NULLS) OVER (ORDER BY "#" ROWS UNBOUNDED PRECEDING) AS "host", "user", "count"
  FROM s4_fillnull
),
-- eval label=host.":".user
s6_eval AS (
  SELECT "#", "host", "user", "count", (("host" || ':') || "user") AS "label"
  FROM s5_fillnull
)
SELECT "host", "user", "count", "label"
FROM s6_eval
ORDER BY "#"
