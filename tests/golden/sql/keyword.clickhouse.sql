-- equivalent
WITH
(t) -> replaceAll(lowerUTF8(t), 'ς', 'σ') AS spl_fold,
(l, folded) -> arrayExists(_e -> spl_fold(_e) = folded, l) AS spl_is,
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- sourcetype=linux_secure "failed password" user!=root
s2_search AS (
  SELECT *
  FROM s1_events
  WHERE ((coalesce(spl_fold("sourcetype") = 'linux_secure', FALSE) OR spl_is("@"['sourcetype'], 'linux_secure')) AND coalesce(match("_raw", '(?i)(?:\\A|[ \\n\\r\\t\\[\\]\\<\\>\\(\\)\\{\\}\\|\\!\\;\\,\\\'\\"\\*\\&\\?\\+\\/\\:\\=\\@\\.\\-\\$\\#\\%\\\\_]|%(?:20|21|26|28|29|2B|2C|3A|3B|3D|5B|5D|7C|0A|2520|2526))failed password(?:\\z|[ \\n\\r\\t\\[\\]\\<\\>\\(\\)\\{\\}\\|\\!\\;\\,\\\'\\"\\*\\&\\?\\+\\/\\:\\=\\@\\.\\-\\$\\#\\%\\\\_])'), FALSE) AND (notEmpty("*"['user']) AND NOT spl_is("*"['user'], 'root')))
),
-- stats count by src
s3_values AS (
  SELECT *, "#key1"
  FROM s2_search
  ARRAY JOIN "*"['src'] AS "#key1"
),
s4_stats AS (
  SELECT row_number() OVER (ORDER BY "#key1") AS "#", "#key1" AS "src", toFloat64(count(*)) AS "count"
  FROM s3_values
  GROUP BY "#key1"
)
SELECT "src", "count"
FROM s4_stats
ORDER BY "#"
