-- caveats
-- caveat: spath reads JSON only, no XML
-- caveat: spath reads JSON only, wholly, and takes names with brackets for lists
WITH
(l) -> if(length(l) = 1, l[1], NULL) AS spl_one,
(t) -> if(isNull(t), [], [assumeNotNull(t)]) AS spl_list,
(t) -> replaceAll(lowerUTF8(t), 'ς', 'σ') AS spl_fold,
(l, folded) -> arrayExists(_e -> spl_fold(_e) = folded, l) AS spl_is,
(names, texts) -> arrayMap(names -> mapFromArrays(arrayDistinct(names), arrayMap(k -> arrayFilter((e, n) -> n = k, texts, names), arrayDistinct(names))), [names])[1] AS spl_group,
(t) -> arrayMap(t -> spl_group(arrayMap(p -> p.1, if(isValidJSON(t), arrayFilter(p -> p.1 <> '', arrayFold((open, i) -> arrayFlatten(arrayMap(p -> multiIf(
      JSONType(p.2) = 'Object', arrayMap(m -> (if(p.1 = '', m.1, concat(p.1, '.', m.1)), m.2), JSONExtractKeysAndValuesRaw(p.2)),
      JSONType(p.2) = 'Array', arrayMap(m -> (concat(p.1, '{}'), m), JSONExtractArrayRaw(p.2)), [p]), open)),
    range(20), [('', ifNull(t, ''))])), [])),
    arrayMap(p -> if(JSONType(p.2) = 'String', JSONExtractString(p.2), p.2), if(isValidJSON(t), arrayFilter(p -> p.1 <> '', arrayFold((open, i) -> arrayFlatten(arrayMap(p -> multiIf(
      JSONType(p.2) = 'Object', arrayMap(m -> (if(p.1 = '', m.1, concat(p.1, '.', m.1)), m.2), JSONExtractKeysAndValuesRaw(p.2)),
      JSONType(p.2) = 'Array', arrayMap(m -> (concat(p.1, '{}'), m), JSONExtractArrayRaw(p.2)), [p]), open)),
    range(20), [('', ifNull(t, ''))])), []))), [t])[1] AS spl_json,
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- sourcetype=aws:cloudtrail
s2_search AS (
  SELECT *
  FROM s1_events
  WHERE (coalesce(spl_fold("sourcetype") = 'aws:cloudtrail', FALSE) OR spl_is("@"['sourcetype'], 'aws:cloudtrail'))
),
-- spath output=role path=requestParameters.roles{}.name
s3_spath AS (
  SELECT "#", "_time", "_raw", "host", "source", "sourcetype", "index", arrayFirst(list -> notEmpty(list), [if(isValidJSON(CAST("_raw" AS Nullable(String))), arrayMap(x -> if(JSONType(x, 'name') = 'String', JSONExtractString(x, 'name'), JSONExtractRaw(x, 'name')), arrayFilter(x -> JSONHas(x, 'name'), arrayFlatten(arrayMap(x -> if(JSONType(x, 'requestParameters', 'roles') = 'Array', JSONExtractArrayRaw(x, 'requestParameters', 'roles'), if(JSONHas(x, 'requestParameters', 'roles'), [JSONExtractRaw(x, 'requestParameters', 'roles')], [])), [assumeNotNull("_raw")])))), []), "*"['role']]) AS "role", "*", "@"
  FROM s2_search
),
-- spath input=payload
s4_members AS (
  SELECT *, spl_json(spl_one("*"['payload'])) AS "#members"
  FROM s3_spath
),
s5_spath AS (
  SELECT "#", "_time", "_raw", arrayFirst(list -> notEmpty(list), ["#members"['host'], spl_list("host")]) AS "host", arrayFirst(list -> notEmpty(list), ["#members"['source'], spl_list("source")]) AS "source", arrayFirst(list -> notEmpty(list), ["#members"['sourcetype'], spl_list("sourcetype")]) AS "sourcetype", arrayFirst(list -> notEmpty(list), ["#members"['index'], spl_list("index")]) AS "index", arrayFirst(list -> notEmpty(list), ["#members"['role'], "role"]) AS "role", mapUpdate("*", "#members") AS "*", "@"
  FROM s4_members
),
-- stats count by role eventName
s6_values AS (
  SELECT *, "#key1"
  FROM s5_spath
  ARRAY JOIN "role" AS "#key1"
),
s7_values AS (
  SELECT *, "#key2"
  FROM s6_values
  ARRAY JOIN "*"['eventName'] AS "#key2"
),
s8_stats AS (
  SELECT row_number() OVER (ORDER BY "#key1", "#key2") AS "#", "#key1" AS "role", "#key2" AS "eventName", toFloat64(count(*)) AS "count"
  FROM s7_values
  GROUP BY "#key1", "#key2"
)
SELECT "role", "eventName", "count"
FROM s8_stats
ORDER BY "#"
