-- caveats
-- caveat: xmlkv leaves out elements with CDATA or comments, and character references stay as written
WITH
(d) -> arrayMap(d -> multiIf(isNull(d), NULL, isNaN(d), 'nan', isInfinite(d), if(d > 0, 'inf', '-inf'),
    d = trunc(d) AND abs(d) < 9e18, toString(toInt64(d)), d = trunc(d) AND abs(d) < 1e76, toString(toInt256(d)),
    position(toString(d), 'e-') > 0, concat(if(d < 0, '-', ''), '0.',
      repeat('0', toUInt16OrZero(splitByString('e-', assumeNotNull(toString(d)))[2]) - 1),
      replaceRegexpAll(splitByChar('e', assumeNotNull(toString(d)))[1], '[-.]', '')), toString(d)), [d])[1] AS spl_text,
(t) -> if(isNull(t), [], [assumeNotNull(t)]) AS spl_list,
(l) -> if(empty(l), NULL, arrayStringConcat(l, '\n')) AS spl_join,
(t) -> replaceAll(lowerUTF8(t), 'ς', 'σ') AS spl_fold,
(l, folded) -> arrayExists(_e -> spl_fold(_e) = folded, l) AS spl_is,
(l, folded) -> arrayExists(_e -> spl_fold(_e) LIKE folded, l) AS spl_like,
(l) -> arraySort(arrayDistinct(l)) AS spl_values,
(names, texts) -> arrayMap(names -> mapFromArrays(arrayDistinct(names), arrayMap(k -> arrayFilter((e, n) -> n = k, texts, names), arrayDistinct(names))), [names])[1] AS spl_group,
(t) -> replaceRegexpAll(replaceAll(replaceAll(replaceAll(replaceAll(replaceAll(t, '&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&apos;', '\''), '&amp;', '&'),
    '^\\s+|\\s+$', '') AS spl_xml_text,
(t) -> arrayFilter(p -> p.2 <> '', arrayMap(e -> (replaceRegexpAll(e[1], '[^A-Za-z0-9_]', '_'), spl_xml_text(e[2])),
    arrayFilter(e -> e[1] = e[3], extractAllGroupsVertical(ifNull(t, ''), '<([^\\s<>/!?="\']+)(?:\\s(?:"[^"]*"|\'[^\']*\'|[^<>"\'/])*)?>([^<]*)</([^\\s<>]+)\\s*>')))) AS spl_xml,
(t) -> arrayMap(t -> spl_group(arrayMap(e -> e.1, spl_xml(t)), arrayMap(e -> e.2, spl_xml(t))), [t])[1] AS spl_xmlkv,
s1_events AS (
  SELECT seq AS "#", "_time", "_raw", "host", "source", "sourcetype", "index", "fields" AS "*", "names" AS "@"
  FROM "events"
),
-- index=win EventCode=4698
s2_search AS (
  SELECT *
  FROM s1_events
  WHERE ((coalesce(spl_fold("index") = 'win', FALSE) OR has("@"['index'], '*')) AND spl_is("*"['EventCode'], '4698'))
),
-- xmlkv Message
s3_members AS (
  SELECT *, spl_xmlkv(spl_join("*"['Message'])) AS "#members"
  FROM s2_search
),
s4_xmlkv AS (
  SELECT "#", arrayFirst(list -> notEmpty(list), ["#members"['_time'], spl_list(spl_text("_time"))]) AS "_time", arrayFirst(list -> notEmpty(list), ["#members"['_raw'], spl_list("_raw")]) AS "_raw", arrayFirst(list -> notEmpty(list), ["#members"['host'], spl_list("host")]) AS "host", arrayFirst(list -> notEmpty(list), ["#members"['source'], spl_list("source")]) AS "source", arrayFirst(list -> notEmpty(list), ["#members"['sourcetype'], spl_list("sourcetype")]) AS "sourcetype", arrayFirst(list -> notEmpty(list), ["#members"['index'], spl_list("index")]) AS "index", mapUpdate("*", "#members") AS "*", "@"
  FROM s3_members
),
-- search Command="*rundll32*"
s5_search AS (
  SELECT *
  FROM s4_xmlkv
  WHERE spl_like("*"['Command'], '%rundll32%')
),
-- stats count values(Arguments) as Arguments by dest Command
s6_values AS (
  SELECT *, "#key1"
  FROM s5_search
  ARRAY JOIN "*"['dest'] AS "#key1"
),
s7_values AS (
  SELECT *, "#key2"
  FROM s6_values
  ARRAY JOIN "*"['Command'] AS "#key2"
),
s8_stats AS (
  SELECT row_number() OVER (ORDER BY "#key1", "#key2") AS "#", "#key1" AS "dest", "#key2" AS "Command", toFloat64(count(*)) AS "count", spl_values(groupArrayArray("*"['Arguments'])) AS "Arguments"
  FROM s7_values
  GROUP BY "#key1", "#key2"
)
SELECT "dest", "Command", "count", "Arguments"
FROM s8_stats
ORDER BY "#"
