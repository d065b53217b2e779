-- equivalent
WITH
(t) -> replaceAll(lowerUTF8(t), 'ς', 'σ') AS spl_fold,
(l, folded) -> arrayExists(_e -> spl_fold(_e) LIKE folded, l) AS spl_like,
(l) -> arraySort(arrayDistinct(l)) AS spl_values,
(seconds) -> arrayMap(seconds -> arrayMap(s -> fromUnixTimestamp64Micro(accurateCastOrNull(floor((s - floor((ifNull(s, 0) + 2208988800) / 12622780800) * 12622780800) * 1000000), 'Int64'), 'UTC'), [if(abs(seconds) < 8639999913600, seconds, NULL)])[1], [seconds])[1] AS spl_date,
(seconds) -> arrayMap(seconds -> leftPad(toString((toYear(spl_date(seconds)) + 400 * floor((ifNull(seconds, 0) + 2208988800) / 12622780800))), greatest(4, length(toString((toYear(spl_date(seconds)) + 400 * floor((ifNull(seconds, 0) + 2208988800) / 12622780800))))), '0'), [seconds])[1] AS spl_year,
-- tstats count min(_time) as firstTime values(Processes.process) as process from datamodel=Endpoint.Processes where Processes.user!="*$" by Processes.dest Processes.user
s1_dataset AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "Endpoint.Processes"
),
-- Processes.user!="*$"
s2_search AS (
  SELECT *
  FROM s1_dataset
  WHERE (notEmpty("*"['user']) AND NOT spl_like("*"['user'], '%$'))
),
-- tstats count min(_time) as firstTime values(Processes.process) as process from datamodel=Endpoint.Processes where Processes.user!="*$" by Processes.dest Processes.user
s3_values AS (
  SELECT *, "#key1"
  FROM s2_search
  ARRAY JOIN "*"['dest'] AS "#key1"
),
s4_values AS (
  SELECT *, "#key2"
  FROM s3_values
  ARRAY JOIN "*"['user'] AS "#key2"
),
s5_stats AS (
  SELECT row_number() OVER (ORDER BY "#key1", "#key2") AS "#", "#key1" AS "Processes.dest", "#key2" AS "Processes.user", toFloat64(count(*)) AS "count", minOrNull("_time") AS "firstTime", spl_values(groupArrayArray("*"['process'])) AS "process"
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
  SELECT "#", "count", (spl_year(floor("firstTime")) || formatDateTime(spl_date(floor("firstTime")), '-%m-%dT%H:%i:%S')) AS "firstTime", "process", "dest", "user"
  FROM s6_rename
),
-- where count > 3
s8_where AS (
  SELECT *
  FROM s7_convert
  WHERE coalesce("count" > 3.0, FALSE)
)
SELECT "count", "firstTime", "process", "dest", "user"
FROM s8_where
ORDER BY "#"
