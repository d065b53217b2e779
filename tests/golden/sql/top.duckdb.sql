-- equivalent
WITH
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- sourcetype=linux_secure
s2_search AS (
  SELECT *
  FROM s1_events
  WHERE (coalesce(spl_fold("sourcetype") = 'linux_secure', FALSE) OR spl_is("@"['sourcetype'], 'linux_secure'))
),
-- top limit=5 src by user
s3_values AS (
  SELECT *, unnest("*"['user']) AS "#key1"
  FROM s2_search
),
s4_values AS (
  SELECT *, unnest("*"['src']) AS "#key2"
  FROM s3_values
),
s5_top AS (
  SELECT 1 AS "#", "#key1", "#key2", CAST(count(*) AS DOUBLE) AS "#count"
  FROM s4_values
  GROUP BY "#key1", "#key2"
),
s6_ranked AS (
  SELECT *, row_number() OVER (PARTITION BY "#key1" ORDER BY "#count" DESC, "#key2" DESC) AS "#rank", sum("#count") OVER (PARTITION BY "#key1") AS "#total"
  FROM s5_top
),
s7_top AS (
  SELECT row_number() OVER (ORDER BY "#key1", "#rank") AS "#", "#key1" AS "user", "#key2" AS "src", "#count" AS "count", spl_decimals(100 * "#count" / "#total", 6) AS "percent"
  FROM s6_ranked
  WHERE "#rank" <= 5
)
SELECT "user", "src", "count", "percent"
FROM s7_top
ORDER BY "#"
