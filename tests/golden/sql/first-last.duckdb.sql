-- equivalent
WITH
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- *
s2_newest AS (
  SELECT row_number() OVER (ORDER BY "_time" DESC NULLS LAST, "#" DESC) AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "*", "@"
  FROM s1_events
),
-- stats earliest(action) as before latest(action) as after min(_time) as start max(_time) as end list(user) as users by session
s3_values AS (
  SELECT *, unnest("*"['session']) AS "#key1"
  FROM s2_newest
),
s4_stats AS (
  SELECT row_number() OVER (ORDER BY "#key1") AS "#", "#key1" AS "session", first("*"['action'][-1] ORDER BY "_time" NULLS LAST, "#" DESC) FILTER (WHERE "*"['action'] IS NOT NULL) AS "before", first("*"['action'][1] ORDER BY "_time" DESC NULLS LAST, "#") FILTER (WHERE "*"['action'] IS NOT NULL) AS "after", min("_time") AS "start", max("_time") AS "end", spl_mv(list_slice(flatten(list("*"['user'] ORDER BY "#") FILTER (WHERE "*"['user'] IS NOT NULL)), 1, 100)) AS "users"
  FROM s3_values
  GROUP BY "#key1"
),
-- eval seconds=end-start
s5_eval AS (
  SELECT "#", "session", "before", "after", "start", "end", "users", ("end" - "start") AS "seconds"
  FROM s4_stats
)
SELECT "session", "before", "after", "start", "end", "users", "seconds"
FROM s5_eval
ORDER BY "#"
