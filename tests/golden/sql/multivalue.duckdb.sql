-- equivalent
WITH
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- eval first=mvindex(split(path, "/"), 0), n=mvcount(user), low=mvmap(user, lower(user))
s2_eval AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", CASE WHEN 1 >= 1 THEN CASE WHEN spl_one("*"['path']) <> '' THEN string_split(spl_one("*"['path']), '/') END[1] END AS "first", "*", "@"
  FROM s1_events
),
s3_eval AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", "first", CAST(nullif(len("*"['user']), 0) AS DOUBLE) AS "n", "*", "@"
  FROM s2_eval
),
s4_eval AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", "first", "n", spl_mv(list_filter(list_transform("*"['user'], lambda _e1: spl_lower(_e1)), lambda present: present IS NOT NULL)) AS "low", "*", "@"
  FROM s3_eval
),
-- mvexpand low
s5_values AS (
  SELECT *, unnest("low") AS "#value", generate_subscripts("low", 1) AS "#index"
  FROM s4_eval
),
s6_mvexpand AS (
  SELECT row_number() OVER (ORDER BY "#", "#index", "#") AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "first", "n", "#value" AS "low", "*", "@"
  FROM s5_values
),
-- stats values(low) as users by n
s7_stats AS (
  SELECT row_number() OVER (ORDER BY spl_text("n")) AS "#", "n", list_sort(list(DISTINCT "low") FILTER (WHERE "low" IS NOT NULL)) AS "users"
  FROM s6_mvexpand
  WHERE "n" IS NOT NULL
  GROUP BY "n"
)
SELECT "n", "users"
FROM s7_stats
ORDER BY "#"
