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
-- dedup 2 host user sortby -_time
s3_sort AS (
  SELECT row_number() OVER (ORDER BY "_time" DESC NULLS LAST, "#") AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "*", "@"
  FROM s2_newest
),
s4_dedup AS (
  SELECT *
  FROM s3_sort
  QUALIFY NOT ("host" IS NULL OR "*"['user'] IS NULL) AND row_number() OVER (PARTITION BY "host", "*"['user'] ORDER BY "#") <= 2
),
-- head 20
s5_head AS (
  SELECT *
  FROM s4_dedup
  ORDER BY "#" LIMIT 20
),
-- reverse
s6_reverse AS (
  SELECT row_number() OVER (ORDER BY "#" DESC) AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "*", "@"
  FROM s5_head
)
SELECT "_time", "_raw", "host", "source", "sourcetype", "index", "*"
FROM s6_reverse
ORDER BY "#"
