-- equivalent
WITH
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- index=audit type=EXECVE
s2_search AS (
  SELECT *
  FROM s1_events
  WHERE ((coalesce(spl_fold("index") = 'audit', FALSE) OR coalesce(list_contains("@"['index'], '*'), FALSE)) AND spl_is("*"['type'], 'execve'))
),
-- eval words=""
s3_eval AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", '' AS "words", "*", "@"
  FROM s2_search
),
-- foreach a* [eval words=mvappend(words, '<<FIELD>>')]
s4_foreach AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", spl_mv(list_concat(coalesce(spl_list("words"), []), coalesce(flatten(map_values(map_from_entries(list_filter(map_entries("*"), lambda _e1: ((NOT starts_with(_e1.key, '_') AND _e1.key LIKE 'a%' ESCAPE '\')) AND NOT regexp_matches(_e1.key, '["''`|\[\]\\\r\n]'))))), []))) AS "words", "*", "@"
  FROM s3_eval
),
-- eval command=mvjoin(words, " ")
s5_eval AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", "words", array_to_string("words", ' ') AS "command", "*", "@"
  FROM s4_foreach
),
-- stats count by command
s6_stats AS (
  SELECT row_number() OVER (ORDER BY "command") AS "#", "command", CAST(count(*) AS DOUBLE) AS "count"
  FROM s5_eval
  WHERE "command" IS NOT NULL
  GROUP BY "command"
)
SELECT "command", "count"
FROM s6_stats
ORDER BY "#"
