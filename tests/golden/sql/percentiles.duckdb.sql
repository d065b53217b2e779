-- caveats
-- caveat: of several most frequent values mode() may give another
WITH
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- stats perc95(duration) as p95 median(duration) as p50 range(duration) as span mode(status) as usual by host
s2_stats AS (
  SELECT row_number() OVER (ORDER BY "host") AS "#", "host", list_aggregate(spl_numbers(flatten(list("*"['duration']) FILTER (WHERE "*"['duration'] IS NOT NULL))), 'quantile_cont', 0.95) AS "p95", list_aggregate(spl_numbers(flatten(list("*"['duration']) FILTER (WHERE "*"['duration'] IS NOT NULL))), 'quantile_cont', 0.5) AS "p50", CASE WHEN list_aggregate(spl_numbers(flatten(list("*"['duration']) FILTER (WHERE "*"['duration'] IS NOT NULL))), 'max') = list_aggregate(spl_numbers(flatten(list("*"['duration']) FILTER (WHERE "*"['duration'] IS NOT NULL))), 'min') THEN 0::DOUBLE ELSE list_aggregate(spl_numbers(flatten(list("*"['duration']) FILTER (WHERE "*"['duration'] IS NOT NULL))), 'max') - list_aggregate(spl_numbers(flatten(list("*"['duration']) FILTER (WHERE "*"['duration'] IS NOT NULL))), 'min') END AS "span", list_aggregate(flatten(list("*"['status']) FILTER (WHERE "*"['status'] IS NOT NULL)), 'mode') AS "usual"
  FROM s1_events
  WHERE "host" IS NOT NULL
  GROUP BY "host"
)
SELECT "host", "p95", "p50", "span", "usual"
FROM s2_stats
ORDER BY "#"
