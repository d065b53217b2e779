-- equivalent
WITH
(t) -> if(isNull(t), [], [assumeNotNull(t)]) AS spl_list,
(t) -> replaceAll(lowerUTF8(t), 'ς', 'σ') AS spl_fold,
(l, folded) -> arrayExists(_e -> spl_fold(_e) = folded, l) AS spl_is,
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- index=audit type=EXECVE
s2_search AS (
  SELECT *
  FROM s1_events
  WHERE ((coalesce(spl_fold("index") = 'audit', FALSE) OR has("@"['index'], '*')) AND spl_is("*"['type'], 'execve'))
),
-- eval words=""
s3_eval AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", '' AS "words", "*", "@"
  FROM s2_search
),
-- foreach a* [eval words=mvappend(words, '<<FIELD>>')]
s4_foreach AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", arrayConcat(spl_list("words"), arrayFlatten(mapValues(mapFilter((_e1, _v) -> ((NOT startsWith(_e1, '_') AND _e1 LIKE 'a%')) AND NOT match(_e1, '["\'`|\\[\\]\\\\\\r\\n]'), "*")))) AS "words", "*", "@"
  FROM s3_eval
),
-- eval command=mvjoin(words, " ")
s5_eval AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", "words", if(empty("words"), NULL, arrayStringConcat("words", ' ')) AS "command", "*", "@"
  FROM s4_foreach
),
-- stats count by command
s6_stats AS (
  SELECT row_number() OVER (ORDER BY "command") AS "#", "command", toFloat64(count(*)) AS "count"
  FROM s5_eval
  WHERE "command" IS NOT NULL
  GROUP BY "command"
)
SELECT "command", "count"
FROM s6_stats
ORDER BY "#"
