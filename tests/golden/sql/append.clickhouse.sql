-- equivalent
WITH
(d) -> arrayMap(d -> multiIf(isNull(d), NULL, isNaN(d), 'nan', isInfinite(d), if(d > 0, 'inf', '-inf'),
    d = trunc(d) AND abs(d) < 9e18, toString(toInt64(d)), d = trunc(d) AND abs(d) < 1e76, toString(toInt256(d)),
    position(toString(d), 'e-') > 0, concat(if(d < 0, '-', ''), '0.',
      repeat('0', toUInt16OrZero(splitByString('e-', assumeNotNull(toString(d)))[2]) - 1),
      replaceRegexpAll(splitByChar('e', assumeNotNull(toString(d)))[1], '[-.]', '')), toString(d)), [d])[1] AS spl_text,
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- stats count by host
s2_stats AS (
  SELECT row_number() OVER (ORDER BY "host") AS "#", "host", toFloat64(count(*)) AS "count"
  FROM s1_events
  WHERE "host" IS NOT NULL
  GROUP BY "host"
),
s3_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- search error
s4_search AS (
  SELECT *
  FROM s3_events
  WHERE coalesce(match("_raw", '(?i)(?:\\A|[ \\n\\r\\t\\[\\]\\<\\>\\(\\)\\{\\}\\|\\!\\;\\,\\\'\\"\\*\\&\\?\\+\\/\\:\\=\\@\\.\\-\\$\\#\\%\\\\_]|%(?:20|21|26|28|29|2B|2C|3A|3B|3D|5B|5D|7C|0A|2520|2526))error(?:\\z|[ \\n\\r\\t\\[\\]\\<\\>\\(\\)\\{\\}\\|\\!\\;\\,\\\'\\"\\*\\&\\?\\+\\/\\:\\=\\@\\.\\-\\$\\#\\%\\\\_])'), FALSE)
),
-- stats count as errors by host
s5_stats AS (
  SELECT row_number() OVER (ORDER BY "host") AS "#", "host", toFloat64(count(*)) AS "errors"
  FROM s4_search
  WHERE "host" IS NOT NULL
  GROUP BY "host"
),
-- append [search error | stats count as errors by host]
s6_append AS (
  SELECT *
  FROM s5_stats
  ORDER BY "#" LIMIT 50000
),
s7_append AS (
  SELECT toInt64("#") AS "#old", 0 AS "#part", toInt64("#") AS "#", "host", "count", CAST(NULL AS Nullable(Float64)) AS "errors"
  FROM s2_stats
),
s8_append AS (
  SELECT toInt64("#") AS "#old", 1 AS "#part", toInt64("#") AS "#", "host", CAST(NULL AS Nullable(Float64)) AS "count", "errors"
  FROM s6_append
),
s9_append AS (
  SELECT * FROM s7_append
  UNION ALL SELECT * FROM s8_append
),
s10_append AS (
  SELECT row_number() OVER (ORDER BY "#part", "#old") AS "#", "host", "count", "errors"
  FROM s9_append
),
-- fillnull value=0
s11_fillnull AS (
  SELECT "#", CASE WHEN max("host" IS NOT NULL) OVER () THEN coalesce("host", '0') END AS "host", CASE WHEN max("count" IS NOT NULL) OVER () THEN coalesce(spl_text("count"), '0') END AS "count", CASE WHEN max("errors" IS NOT NULL) OVER () THEN coalesce(spl_text("errors"), '0') END AS "errors"
  FROM s10_append
)
SELECT "host", "count", "errors"
FROM s11_fillnull
ORDER BY "#"
