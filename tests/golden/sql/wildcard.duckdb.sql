-- equivalent
WITH
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- index=win EventCode IN (4688, 4689) process="*\\Temp\\*.exe"
s2_search AS (
  SELECT *
  FROM s1_events
  WHERE ((coalesce(spl_fold("index") = 'win', FALSE) OR coalesce(list_contains("@"['index'], '*'), FALSE)) AND coalesce(len(list_filter("*"['EventCode'], lambda _e1: spl_fold(_e1) IN ('4688', '4689'))) > 0, FALSE) AND spl_like("*"['process'], '%\\temp\\%.exe'))
),
s3_newest AS (
  SELECT row_number() OVER (ORDER BY "_time" DESC NULLS LAST, "#" DESC) AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "*", "@"
  FROM s2_search
),
-- table _time dest process
s4_table AS (
  SELECT "#", "_time", "*"['dest'] AS "dest", "*"['process'] AS "process"
  FROM s3_newest
)
SELECT "_time", "dest", "process"
FROM s4_table
ORDER BY "#"
