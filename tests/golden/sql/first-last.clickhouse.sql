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
  SELECT *, "#key1"
  FROM s2_newest
  ARRAY JOIN "*"['session'] AS "#key1"
),
s4_stats AS (
  SELECT "# new" AS "#", "session", "before", "after", "start", "end", "users"
  FROM (SELECT row_number() OVER (ORDER BY "#key1") AS "# new", "#key1" AS "session", argMinOrNullIf(arrayElementOrNull("*"['action'], -1), (ifNull(toFloat64("_time"), inf), -toFloat64("#")), notEmpty("*"['action'])) AS "before", argMinOrNullIf(arrayElementOrNull("*"['action'], 1), (ifNull(-toFloat64("_time"), inf), toFloat64("#")), notEmpty("*"['action'])) AS "after", minOrNull("_time") AS "start", maxOrNull("_time") AS "end", arraySlice(arrayFlatten(arrayMap(pair -> pair.2, arraySort(pair -> pair.1, groupArray(("#", "*"['user']))))), 1, 100) AS "users"
  FROM s3_values
  GROUP BY "#key1")
),
-- eval seconds=end-start
s5_eval AS (
  SELECT "#", "session", "before", "after", "start", "end", "users", ("end" - "start") AS "seconds"
  FROM s4_stats
)
SELECT "session", "before", "after", "start", "end", "users", "seconds"
FROM s5_eval
ORDER BY "#"
