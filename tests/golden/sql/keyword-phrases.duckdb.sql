-- equivalent
WITH
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- index=web ("access denied" OR TERM(10.0.0.1)) NOT CASE(Debug)
s2_search AS (
  SELECT *
  FROM s1_events
  WHERE ((coalesce(spl_fold("index") = 'web', FALSE) OR coalesce(list_contains("@"['index'], '*'), FALSE)) AND (coalesce(regexp_matches("_raw", '(?i)(?:\A|[ \n\r\t\[\]\<\>\(\)\{\}\|\!\;\,\''\"\*\&\?\+\/\:\=\@\.\-\$\#\%\\_]|%(?:20|21|26|28|29|2B|2C|3A|3B|3D|5B|5D|7C|0A|2520|2526))access denied(?:\z|[ \n\r\t\[\]\<\>\(\)\{\}\|\!\;\,\''\"\*\&\?\+\/\:\=\@\.\-\$\#\%\\_])'), FALSE) OR coalesce(regexp_matches("_raw", '(?i)(?:\A|[ \n\r\t\[\]\<\>\(\)\{\}\|\!\;\,\''\"\*\&\?\+]|--|%(?:20|21|26|28|29|2B|2C|3A|3B|3D|5B|5D|7C|0A|2520|2526))10\.0\.0\.1(?:\z|[ \n\r\t\[\]\<\>\(\)\{\}\|\!\;\,\''\"\*\&\?\+]|--|%(?:20|21|26|28|29|2B|2C|3A|3B|3D|5B|5D|7C|0A|2520|2526))'), FALSE)) AND NOT coalesce(regexp_matches("_raw", '(?:\A|[ \n\r\t\[\]\<\>\(\)\{\}\|\!\;\,\''\"\*\&\?\+\/\:\=\@\.\-\$\#\%\\_]|%(?:20|21|26|28|29|2B|2C|3A|3B|3D|5B|5D|7C|0A|2520|2526))Debug(?:\z|[ \n\r\t\[\]\<\>\(\)\{\}\|\!\;\,\''\"\*\&\?\+\/\:\=\@\.\-\$\#\%\\_])'), FALSE))
),
-- stats count by host source
s3_stats AS (
  SELECT row_number() OVER (ORDER BY "host", "source") AS "#", "host", "source", CAST(count(*) AS DOUBLE) AS "count"
  FROM s2_search
  WHERE "host" IS NOT NULL AND "source" IS NOT NULL
  GROUP BY "host", "source"
)
SELECT "host", "source", "count"
FROM s3_stats
ORDER BY "#"
