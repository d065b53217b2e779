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
-- eval a=if(x>5, "big", x*2), b=coalesce(y, "none"), c=case(match(z, "(?i)^ab+"), 1, true(), 0)
s3_eval AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", CASE WHEN coalesce(spl_num(spl_one("*"['x'])) > 5::DOUBLE, FALSE) THEN 'big' ELSE spl_product((spl_num(spl_one("*"['x'])) * 2::DOUBLE), spl_digits(spl_one("*"['x']))) END AS "a", "*", "@"
  FROM s2_newest
),
s4_eval AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", "a", coalesce("*"['y'], spl_list('none')) AS "b", "*", "@"
  FROM s3_eval
),
s5_eval AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", "a", "b", CASE WHEN coalesce(len(list_filter("*"['z'], lambda _e2: regexp_matches(_e2, '(?i)\Aa(?:b)+'))) > 0, FALSE) THEN 1::DOUBLE WHEN TRUE THEN 0::DOUBLE END AS "c", "*", "@"
  FROM s4_eval
),
-- where a="big" OR c=1
s6_where AS (
  SELECT *
  FROM s5_eval
  WHERE (coalesce("a" = 'big', FALSE) OR coalesce("c" = 1::DOUBLE, FALSE))
)
SELECT "_time", "_raw", "host", "source", "sourcetype", "index", "a", "b", "c", "*"
FROM s6_where
ORDER BY "#"
