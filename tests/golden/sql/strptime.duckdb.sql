-- equivalent
WITH
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- stats count by day
s2_values AS (
  SELECT *, unnest("*"['day']) AS "#key1"
  FROM s1_events
),
s3_stats AS (
  SELECT row_number() OVER (ORDER BY "#key1") AS "#", "#key1" AS "day", CAST(count(*) AS DOUBLE) AS "count"
  FROM s2_values
  GROUP BY "#key1"
),
-- eval t=strptime(day, "%d %b %Y %H:%M"), back=strftime(t, "%Y-%m-%dT%H:%M:%S.%3Q")
s4_eval AS (
  SELECT "#", "day", "count", spl_decimals((spl_day(spl_part(regexp_extract("day", '\A[\x09-\x0d ]*(\d{1,2})[\x09-\x0d ]*[\x09-\x0d ]*((?i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|Jun(?:e)?|Jul(?:y)?|Aug(?:ust)?|Sep(?:tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?))[\x09-\x0d ]*[\x09-\x0d ]*(\d{4}|\d{1,3}[\x09-\x0d ])[\x09-\x0d ]*[\x09-\x0d ]*(\d{1,2}):[\x09-\x0d ]*(\d{1,2})', 3), 0, 9999), spl_month_of(regexp_extract("day", '\A[\x09-\x0d ]*(\d{1,2})[\x09-\x0d ]*[\x09-\x0d ]*((?i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|Jun(?:e)?|Jul(?:y)?|Aug(?:ust)?|Sep(?:tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?))[\x09-\x0d ]*[\x09-\x0d ]*(\d{4}|\d{1,3}[\x09-\x0d ])[\x09-\x0d ]*[\x09-\x0d ]*(\d{1,2}):[\x09-\x0d ]*(\d{1,2})', 2)), spl_part(regexp_extract("day", '\A[\x09-\x0d ]*(\d{1,2})[\x09-\x0d ]*[\x09-\x0d ]*((?i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|Jun(?:e)?|Jul(?:y)?|Aug(?:ust)?|Sep(?:tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?))[\x09-\x0d ]*[\x09-\x0d ]*(\d{4}|\d{1,3}[\x09-\x0d ])[\x09-\x0d ]*[\x09-\x0d ]*(\d{1,2}):[\x09-\x0d ]*(\d{1,2})', 1), 1, 31)) * 86400 + spl_part(regexp_extract("day", '\A[\x09-\x0d ]*(\d{1,2})[\x09-\x0d ]*[\x09-\x0d ]*((?i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|Jun(?:e)?|Jul(?:y)?|Aug(?:ust)?|Sep(?:tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?))[\x09-\x0d ]*[\x09-\x0d ]*(\d{4}|\d{1,3}[\x09-\x0d ])[\x09-\x0d ]*[\x09-\x0d ]*(\d{1,2}):[\x09-\x0d ]*(\d{1,2})', 4), 0, 23) * 3600 + spl_part(regexp_extract("day", '\A[\x09-\x0d ]*(\d{1,2})[\x09-\x0d ]*[\x09-\x0d ]*((?i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|Jun(?:e)?|Jul(?:y)?|Aug(?:ust)?|Sep(?:tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?))[\x09-\x0d ]*[\x09-\x0d ]*(\d{4}|\d{1,3}[\x09-\x0d ])[\x09-\x0d ]*[\x09-\x0d ]*(\d{1,2}):[\x09-\x0d ]*(\d{1,2})', 5), 0, 59) * 60), 6) AS "t"
  FROM s3_stats
),
s5_eval AS (
  SELECT "#", "day", "count", "t", (strftime(spl_date(spl_num("t")), '%Y-%m-%dT%H:%M:%S.') || spl_fraction(spl_num("t"), 3)) AS "back"
  FROM s4_eval
),
-- where t > relative_time(now(), "-7d@d")
s6_where AS (
  SELECT *
  FROM s5_eval
  WHERE coalesce(spl_num("t") > (floor((spl_now() - 604800) / 86400) * 86400), FALSE)
)
SELECT "day", "count", "t", "back"
FROM s6_where
ORDER BY "#"
