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
-- rare showperc=f status
s3_values AS (
  SELECT *, unnest("*"['status']) AS "#key1"
  FROM s2_search
),
s4_rare AS (
  SELECT 1 AS "#", "#key1", CAST(count(*) AS DOUBLE) AS "#count"
  FROM s3_values
  GROUP BY "#key1"
),
s5_ranked AS (
  SELECT *, row_number() OVER (ORDER BY "#count" ASC, "#key1" ASC) AS "#rank", sum("#count") OVER () AS "#total"
  FROM s4_rare
),
s6_rare AS (
  SELECT row_number() OVER (ORDER BY "#rank") AS "#", "#key1" AS "status", "#count" AS "count"
  FROM s5_ranked
  WHERE "#rank" <= 10
)
SELECT "status", "count"
FROM s6_rare
ORDER BY "#"
