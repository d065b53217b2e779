import { commonBodies, type SplFunctionBodies, xmlElement } from '../../spl-functions.js';
import { text } from './literals.js';

const octet = '(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const shift = "(32 - least(toUInt8OrZero(splitByChar('/', assumeNotNull(network))[2]), 32))";
const whole = 'toInt64(floor(d))';

const element = text(xmlElement);

const members = `JSONExtractKeysAndValuesRaw(ifNull(t, ''))`;
const jsonLeaf = (raw: string): string => `if(JSONType(${raw}) = 'String', JSONExtractString(${raw}), ${raw})`;

/** Leaves of a JSON text `t` as pairs of path and JSON, in order: objects and lists are opened one level at a time. */
const leaves = `if(isValidJSON(t), arrayFilter(p -> p.1 <> '', arrayFold((open, i) -> arrayFlatten(arrayMap(p -> multiIf(
      JSONType(p.2) = 'Object', arrayMap(m -> (if(p.1 = '', m.1, concat(p.1, '.', m.1)), m.2), JSONExtractKeysAndValuesRaw(p.2)),
      JSONType(p.2) = 'Array', arrayMap(m -> (concat(p.1, '{}'), m), JSONExtractArrayRaw(p.2)), [p]), open)),
    range(20), [('', ifNull(t, ''))])), [])`;

/** The rules of SPL for values in ClickHouse's SQL. In its texts a backslash is written twice. */
export const bodies: SplFunctionBodies = {
  ...commonBodies,
  spl_num: `if(match(t, '\\\\A[+-]?([0-9]+\\\\.?[0-9]*|\\\\.[0-9]+)([eE][+-]?[0-9]+)?\\\\z'), toFloat64OrNull(t), NULL)`,
  spl_text: `multiIf(isNull(d), NULL, isNaN(d), 'nan', isInfinite(d), if(d > 0, 'inf', '-inf'),
    d = trunc(d) AND abs(d) < 9e18, toString(toInt64(d)), d = trunc(d) AND abs(d) < 1e76, toString(toInt256(d)),
    abs(d) < 1e-6, trim(TRAILING '0' FROM toDecimalString(d, 25)), toString(d))`,
  spl_one: 'if(length(l) = 1, l[1], NULL)',
  spl_list: 'if(isNull(t), [], [assumeNotNull(t)])',
  spl_mv: 'l',
  spl_join: `if(empty(l), NULL, arrayStringConcat(l, '\\n'))`,
  spl_fold: `replaceAll(lowerUTF8(t), 'ς', 'σ')`,
  spl_is: 'arrayExists(e -> spl_fold(e) = folded, l)',
  spl_like: 'arrayExists(e -> spl_fold(e) LIKE folded, l)',
  spl_wildcard: `replaceAll(replaceAll(replaceAll(replaceAll(t, '\\\\', '\\\\\\\\'), '%', '\\\\%'), '_', '\\\\_'), '*', '%')`,
  spl_ip4: `if(match(t, '\\\\A${octet}(\\\\.${octet}){3}\\\\z'), toInt64(IPv4StringToNumOrNull(t)), NULL)`,
  spl_in_network: `coalesce(if(position(network, '/') > 0,
    bitShiftRight(spl_ip4(t), ${shift}) = bitShiftRight(spl_ip4(splitByChar('/', assumeNotNull(network))[1]), ${shift}),
    spl_ip4(t) = spl_ip4(network)), FALSE)`,
  spl_equal: `coalesce(if(isNotNull(spl_num(a)) AND isNotNull(spl_num(b)), spl_num(a) = spl_num(b), a = b), FALSE)`,
  spl_less: `coalesce(if(isNotNull(spl_num(a)) AND isNotNull(spl_num(b)), spl_num(a) < spl_num(b), a < b), FALSE)`,
  spl_values: 'arraySort(arrayDistinct(l))',
  spl_distinct: 'length(arrayDistinct(l))',
  spl_least: `coalesce(
    arrayElementOrNull(arraySort(p -> (p.1, p.2), arrayMap((e, i) -> (assumeNotNull(spl_num(e)), i, e),
      arrayFilter(e -> isNotNull(spl_num(e)), l), arrayEnumerate(arrayFilter(e -> isNotNull(spl_num(e)), l)))), 1).3,
    arrayElementOrNull(arraySort(l), 1))`,
  spl_greatest: `coalesce(
    arrayElementOrNull(arrayReverseSort(arrayFilter(e -> isNull(spl_num(e)), l)), 1),
    arrayElementOrNull(arraySort(p -> (-p.1, p.2), arrayMap((e, i) -> (assumeNotNull(spl_num(e)), i, e),
      arrayFilter(e -> isNotNull(spl_num(e)), l), arrayEnumerate(arrayFilter(e -> isNotNull(spl_num(e)), l)))), 1).3)`,
  spl_numbers: 'arrayMap(e -> assumeNotNull(spl_num(e)), arrayFilter(e -> isNotNull(spl_num(e)), l))',
  spl_unique: 'arrayDistinct(l)',
  spl_zip: `if(isNull(separator), [], arrayMap((e, f) -> concat(e, assumeNotNull(separator), f),
    arraySlice(l, 1, length(r)), arraySlice(r, 1, length(l))))`,
  spl_group:
    'mapFromArrays(arrayDistinct(names), arrayMap(k -> arrayFilter((e, n) -> n = k, texts, names), arrayDistinct(names)))',
  spl_merge: `mapFromArrays(arrayDistinct(arrayFlatten(arrayMap(m -> mapKeys(m), maps))),
    arrayMap(k -> spl_values(arrayFlatten(arrayMap(m -> m[k], maps))), arrayDistinct(arrayFlatten(arrayMap(m -> mapKeys(m), maps)))))`,
  spl_members: `if(isValidJSON(t), mapFromArrays(arrayReverse(arrayMap(m -> m.1, ${members})), arrayReverse(arrayMap(m ->
    if(JSONType(m.2) = 'Array', arrayMap(e -> ${jsonLeaf('e')}, JSONExtractArrayRaw(m.2)), [${jsonLeaf('m.2')}]), ${members}))), map())`,
  spl_json: `spl_group(arrayMap(p -> p.1, ${leaves}),
    arrayMap(p -> ${jsonLeaf('p.2')}, ${leaves}))`,
  spl_xml_text: `replaceRegexpAll(replaceAll(replaceAll(replaceAll(replaceAll(replaceAll(t, '&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&apos;', '\\''), '&amp;', '&'),
    '^\\\\s+|\\\\s+$', '')`,
  spl_xml: `arrayFilter(p -> p.2 <> '', arrayMap(e -> (replaceRegexpAll(e[1], '[^A-Za-z0-9_]', '_'), spl_xml_text(e[2])),
    arrayFilter(e -> e[1] = e[3], extractAllGroupsVertical(ifNull(t, ''), ${element}))))`,
  spl_xmlkv: 'spl_group(arrayMap(e -> e.1, spl_xml(t)), arrayMap(e -> e.2, spl_xml(t)))',
  spl_decimals: `if(abs(d) < 1e50, toDecimalString(if(abs(d) < 1e50, d, NULL), n), spl_text(d))`,
  spl_duration: `if(d >= 0, concat(if(d >= 86400, concat(toString(intDiv(${whole}, 86400)), '+'), ''),
    leftPad(toString(intDiv(${whole} % 86400, 3600)), 2, '0'), ':', leftPad(toString(intDiv(${whole} % 3600, 60)), 2, '0'), ':',
    leftPad(toString(${whole} % 60), 2, '0')), NULL)`,
  spl_whole: `if(match(t, '\\\\A[0-9]+\\\\z'), toFloat64OrNull(t), NULL)`,
  spl_part: `if(spl_whole(regexpExtract(t, '([0-9]+)', 1)) BETWEEN low AND high, spl_whole(regexpExtract(t, '([0-9]+)', 1)), NULL)`,
  spl_month_of: `if(t <> '', (position('janfebmaraprmayjunjulaugsepoctnovdec', lower(left(t, 3))) + 2) / 3, NULL)`,
  spl_offset: `multiIf(t IN ('Z', 'z'), 0, match(t, '^[+-][0-9]'), if(startsWith(t, '-'), -1, 1)
    * (spl_part(substring(t, 2, 2), 0, 99) * 3600 + spl_part(left(rightPad(replaceAll(substring(t, 4), ':', ''), 4, '0'), 2), 0, 59) * 60
    + spl_part(substring(rightPad(replaceAll(substring(t, 4), ':', ''), 4, '0'), 3, 2), 0, 59)), NULL)`,
  spl_month: 'toUnixTimestamp64Micro(addMonths(spl_date(seconds), n)) / 1000000',
  // The engine's times are those of 1900 to 2299.
  spl_date: `if(seconds >= -2208988800 AND seconds < 10413792000,
    fromUnixTimestamp64Micro(toInt64(floor(if(seconds >= -2208988800 AND seconds < 10413792000, seconds, 0) * 1000000)), 'UTC'), NULL)`,
  spl_digits: `if(position(t, '.') > 0 AND isNotNull(spl_num(t)),
    greatest(1, length(trim(LEADING '0' FROM replaceAll(regexpExtract(t, '([0-9.]+)', 1), '.', '')))), NULL)`,
  spl_significant: `multiIf(isNull(digits) OR isNull(d) OR d = 0 OR isInfinite(d), d,
    coalesce(toFloat64(round(toDecimal128OrNull(toString(d), 18), toInt16(greatest(0, digits - 1 - floor(log10(abs(if(d = 0 OR isInfinite(d), 1, d)))))))), d))`,
  spl_now: 'toFloat64(toUnixTimestamp(now()))',
};
