-- equivalent
WITH
-- tstats count min(_time) as firstTime values(Processes.process) as process from datamodel=Endpoint.Processes where Processes.user!="*$" by Processes.dest Processes.user
s1_dataset AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "Endpoint.Processes"
),
-- Processes.user!="*$"
s2_search AS (
  SELECT *
  FROM s1_dataset
  WHERE ("*"['user'] IS NOT NULL AND NOT spl_like("*"['user'], '%$'))
),
-- tstats count min(_time) as firstTime values(Processes.process) as process from datamodel=Endpoint.Processes where Processes.user!="*$" by Processes.dest Processes.user
s3_values AS (
  SELECT *, unnest("*"['dest']) AS "#key1"
  FROM s2_search
),
s4_values AS (
  SELECT *, unnest("*"['user']) AS "#key2"
  FROM s3_values
),
s5_stats AS (
  SELECT row_number() OVER (ORDER BY "#key1", "#key2") AS "#", "#key1" AS "Processes.dest", "#key2" AS "Processes.user", CAST(count(*) AS DOUBLE) AS "count", min("_time") AS "firstTime", spl_values(flatten(list("*"['process']) FILTER (WHERE "*"['process'] IS NOT NULL))) AS "process"
  FROM s4_values
  GROUP BY "#key1", "#key2"
),
-- rename "Processes.*" as "*"
s6_rename AS (
  SELECT "#", "count", "firstTime", "process", "Processes.dest" AS "dest", "Processes.user" AS "user"
  FROM s5_stats
),
-- convert timeformat="%Y-%m-%dT%H:%M:%S" ctime(firstTime)
s7_convert AS (
  SELECT "#", "count", strftime(spl_date(floor("firstTime")), '%Y-%m-%dT%H:%M:%S') AS "firstTime", "process", "dest", "user"
  FROM s6_rename
),
-- where count > 3
s8_where AS (
  SELECT *
  FROM s7_convert
  WHERE coalesce("count" > 3::DOUBLE, FALSE)
)
SELECT "count", "firstTime", "process", "dest", "user"
FROM s8_where
ORDER BY "#"
