-- equivalent
WITH
-- tstats count from datamodel=Network_Resolution by DNS.query DNS.answer DNS.answer_count
s1_mapped AS (
  SELECT 0 AS "#", epoch("@timestamp") AS "_time", CAST("dns"['question']['name'] AS VARCHAR) AS "query", spl_mv(list_filter(list_transform("dns"['answers'], lambda _e1: CAST(_e1['data'] AS VARCHAR)), lambda present: present IS NOT NULL)) AS "answer"
  FROM "logs"
  WHERE "network"['protocol'] = 'dns'
),
s2_dataset AS (
  SELECT "#", "_time", coalesce(nullif("query", ''), 'unknown') AS "DNS.query", coalesce("answer", spl_list('unknown')) AS "DNS.answer", coalesce(CASE WHEN FALSE THEN CAST(NULL AS DOUBLE) ELSE coalesce(CAST(nullif(len(coalesce("answer", spl_list('unknown'))), 0) AS DOUBLE), 1::DOUBLE) END, 1::DOUBLE) AS "DNS.answer_count"
  FROM s1_mapped
),
s3_values AS (
  SELECT *, unnest("DNS.answer") AS "#key2"
  FROM s2_dataset
),
s4_stats AS (
  SELECT row_number() OVER (ORDER BY "DNS.query", "#key2", spl_text("DNS.answer_count")) AS "#", "DNS.query", "#key2" AS "DNS.answer", "DNS.answer_count", CAST(count(*) AS DOUBLE) AS "count"
  FROM s3_values
  WHERE "DNS.query" IS NOT NULL AND "DNS.answer_count" IS NOT NULL
  GROUP BY "DNS.query", "#key2", "DNS.answer_count"
),
-- dedup DNS.query
s5_dedup AS (
  SELECT *
  FROM s4_stats
  QUALIFY NOT ("DNS.query" IS NULL) AND row_number() OVER (PARTITION BY "DNS.query" ORDER BY "#") <= 1
)
SELECT "DNS.query", "DNS.answer", "DNS.answer_count", "count"
FROM s5_dedup
ORDER BY "#"
