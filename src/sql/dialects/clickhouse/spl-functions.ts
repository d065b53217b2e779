import { commonBodies, conversionBodies, type SplFunctionBodies, xmlElement } from '../../spl-functions.js';
import { cycleOf, monthOf, secondsOfCycle, yearOf, yearText } from './calendar.js';
import { functions, rounded } from './functions.js';
import { named } from './lists.js';
import { text } from './literals.js';

const octet = '(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const shift = "(32 - least(toUInt8OrZero(splitByChar('/', assumeNotNull(network))[2]), 32))";
/** The nine decimals of a number `d` behind its point. */
const nanos = `rightPad(left(splitByChar('.', ifNull(spl_text(abs(d)), ''))[2], 9), 9, '0')`;
const clock = (part: string): string => `leftPad(toString(toUInt8(if(isFinite(d), ${part}, 0))), 2, '0')`;

/** The start of a month, counted from January 1970. */
const monthStart = (m: string): string =>
  `(spl_day(floor(${m} / 12) + 1970, ${m} - floor(${m} / 12) * 12 + 1, 1) * 86400)`;

const element = text(xmlElement);

const members = `JSONExtractKeysAndValuesRaw(ifNull(t, ''))`;
const jsonLeaf = (raw: string): string => `if(JSONType(${raw}) = 'String', JSONExtractString(${raw}), ${raw})`;

/** Leaves of a JSON text `t` as pairs of path and JSON, in order: objects and lists are opened one level at a time. */
const leaves = `if(isValidJSON(t), arrayFilter(p -> p.1 <> '', arrayFold((open, i) -> arrayFlatten(arrayMap(p -> multiIf(
      JSONType(p.2) = 'Object', arrayMap(m -> (if(p.1 = '', m.1, concat(p.1, '.', m.1)), m.2), JSONExtractKeysAndValuesRaw(p.2)),
      JSONType(p.2) = 'Array', arrayMap(m -> (concat(p.1, '{}'), m), JSONExtractArrayRaw(p.2)), [p]), open)),
    range(20), [('', ifNull(t, ''))])), [])`;

const hundredths = `assumeNotNull(spl_decimals(${functions.round('abs(d)', 2)}, 2))`;
/** Digits with a comma at each thousand. */
const thousands = (digits: string): string =>
  `trim(LEADING ',' FROM reverse(replaceRegexpAll(reverse(${digits}), '([0-9]{3})', '\\\\1,')))`;
const unpadded = (name: 'hex' | 'bin'): string =>
  `if(d = 0, '0', replaceRegexpOne(${name}(toUInt64(if(d >= 0 AND d < 1.8e19, d, 0))), '^0+', ''))`;

/** The rules of SPL for values in ClickHouse's SQL. In its texts a backslash is written twice. */
export const bodies: SplFunctionBodies = {
  ...commonBodies,
  ...conversionBodies({ functions, text }),
  spl_num: `if(match(t, '\\\\A[+-]?([0-9]+\\\\.?[0-9]*|\\\\.[0-9]+)([eE][+-]?[0-9]+)?\\\\z'), toFloat64OrNull(t), NULL)`,
  spl_text: `multiIf(isNull(d), NULL, isNaN(d), 'nan', isInfinite(d), if(d > 0, 'inf', '-inf'),
    d = trunc(d) AND abs(d) < 9e18, toString(toInt64(d)), d = trunc(d) AND abs(d) < 1e76, toString(toInt256(d)),
    position(toString(d), 'e-') > 0, concat(if(d < 0, '-', ''), '0.',
      repeat('0', toUInt16OrZero(splitByString('e-', assumeNotNull(toString(d)))[2]) - 1),
      replaceRegexpAll(splitByChar('e', assumeNotNull(toString(d)))[1], '[-.]', '')), toString(d))`,
  spl_one: 'if(length(l) = 1, l[1], NULL)',
  spl_list: 'if(isNull(t), [], [assumeNotNull(t)])',
  spl_mv: 'l',
  spl_join: `if(empty(l), NULL, arrayStringConcat(l, '\\n'))`,
  spl_fold: `replaceAll(lowerUTF8(t), 'ς', 'σ')`,
  spl_lower: 'lowerUTF8(t)',
  spl_upper: 'upperUTF8(t)',
  spl_is: 'arrayExists(_e -> spl_fold(_e) = folded, l)',
  spl_like: 'arrayExists(_e -> spl_fold(_e) LIKE folded, l)',
  spl_wildcard: `replaceAll(replaceAll(replaceAll(replaceAll(t, '\\\\', '\\\\\\\\'), '%', '\\\\%'), '_', '\\\\_'), '*', '%')`,
  spl_ip4: `if(match(t, '\\\\A${octet}(\\\\.${octet}){3}\\\\z'), toInt64(IPv4StringToNumOrNull(t)), NULL)`,
  spl_in_network: `coalesce(if(position(network, '/') > 0,
    bitShiftRight(spl_ip4(t), ${shift}) = bitShiftRight(spl_ip4(splitByChar('/', assumeNotNull(network))[1]), ${shift}),
    spl_ip4(t) = spl_ip4(network)), FALSE)`,
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
  spl_squares: 'arrayMap(n -> n * n, spl_numbers(l))',
  spl_unique: 'arrayDistinct(l)',
  spl_zip: `if(isNull(separator), [], arrayMap((_e, _f) -> concat(_e, assumeNotNull(separator), _f),
    arraySlice(l, 1, length(r)), arraySlice(r, 1, length(l))))`,
  spl_group:
    'mapFromArrays(arrayDistinct(names), arrayMap(k -> arrayFilter((e, n) -> n = k, texts, names), arrayDistinct(names)))',
  spl_base: `if(isNull(t), NULL, arraySum((_e, _i) -> (position('0123456789abcdefghijklmnopqrstuvwxyz', _e) - 1) * pow(base, length(assumeNotNull(t)) - _i), extractAll(assumeNotNull(t), '.'), arrayEnumerate(extractAll(assumeNotNull(t), '.'))))`,
  spl_hex: `if(d >= 0 AND d = trunc(d) AND d < 1.8e19, concat('0x', ${unpadded('hex')}), NULL)`,
  spl_binary: `if(d >= 0 AND d = trunc(d) AND d < 1.8e19, ${unpadded('bin')}, NULL)`,
  spl_commas: `multiIf(isNull(d) OR NOT isFinite(d), spl_text(d),
    d = trunc(d), concat(if(d < 0, '-', ''), ${thousands("ifNull(spl_text(abs(d)), '')")}),
    concat(if(d < 0 AND ${hundredths} <> '0.00', '-', ''), ${thousands(`splitByChar('.', ${hundredths})[1]`)}, '.', splitByChar('.', ${hundredths})[2]))`,
  spl_ip_text: 'if(isNull(n), NULL, IPv4NumToString(toUInt32(ifNull(n, 0))))',
  spl_range: `if(isNull(a + b), [], arrayMap(i -> assumeNotNull(spl_text(a + i * step)), range(toUInt32(ifNull(least(100000, spl_steps(a, b, step)), 0)))))`,
  spl_items: `if(JSONType(ifNull(t, '')) = 'Array', arrayMap(e -> ${jsonLeaf('e')}, JSONExtractArrayRaw(ifNull(t, ''))), [])`,
  spl_keys: `if(JSONType(ifNull(t, '')) = 'Object', replaceAll(toJSONString(arrayDistinct(JSONExtractKeys(ifNull(t, '')))), '\\\\/', '/'), NULL)`,
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
  spl_fraction: `multiIf(isNull(d) OR abs(d) > 8639999913600, NULL, d = trunc(d), repeat('0', n), d > 0, left(${nanos}, n),
    left(leftPad(toString(least(999999999, 1000000000 - toInt64OrZero(${nanos}))), 9, '0'), n))`,
  spl_sum: `if(d = trunc(d) OR isNull(spl_places(a) + spl_places(b)) OR greatest(spl_places(a), spl_places(b)) > 15, d,
    round(d, ifNull(greatest(spl_places(a), spl_places(b)), 0)))`,
  spl_places: `multiIf(isNull(t) OR position(lower(t), 'e') > 0, NULL, position(t, '.') > 0, toInt16(length(t) - position(t, '.')), 0)`,
  spl_clock: `concat(if(d >= 86400, concat(assumeNotNull(spl_text(floor(d / 86400))), '+'), ''),
    ${clock('floor(d / 3600) % 24')}, ':', ${clock('floor(d / 60) % 60')}, ':', ${clock('floor(d) % 60')},
    if(d = trunc(d), '', concat('.', trim(TRAILING '0' FROM ifNull(spl_fraction(d, 6), '')))))`,
  spl_whole: `if(match(t, '\\\\A[0-9]+\\\\z'), toFloat64OrNull(t), NULL)`,
  spl_part: named([['n', `spl_whole(regexpExtract(t, '([0-9]+)', 1))`]], 'if(n BETWEEN low AND high, n, NULL)'),
  spl_month_of: `if(t <> '', (position('janfebmaraprmayjunjulaugsepoctnovdec', lower(left(t, 3))) + 2) / 3, NULL)`,
  spl_offset: `multiIf(t IN ('Z', 'z'), 0, match(t, '^[+-][0-9]'), if(startsWith(t, '-'), -1, 1)
    * (spl_part(substring(t, 2, 2), 0, 99) * 3600 + spl_part(left(rightPad(replaceAll(substring(t, 4), ':', ''), 4, '0'), 2), 0, 59) * 60
    + spl_part(substring(rightPad(replaceAll(substring(t, 4), ':', ''), 4, '0'), 3, 2), 0, 59)), NULL)`,
  // By its days: a month later may lie outside the times that the engine knows.
  spl_month: named(
    [
      ['day', 'toDayOfMonth(spl_date(seconds))'],
      ['m', `${monthOf('seconds')} + n`],
    ],
    `${monthStart('m')} + (least(day, (${monthStart('(m + 1)')} - ${monthStart('m')}) / 86400) - 1) * 86400
    + seconds - floor(seconds / 86400) * 86400`,
  ),
  spl_date: named(
    [['s', 'if(abs(seconds) < 8639999913600, seconds, NULL)']],
    `fromUnixTimestamp64Micro(accurateCastOrNull(floor((s - ${cycleOf('s')} * ${secondsOfCycle}) * 1000000), 'Int64'), 'UTC')`,
  ),
  spl_year: yearText(yearOf('seconds')),
  spl_digits: `if(position(t, '.') > 0 AND isNotNull(spl_num(t)),
    greatest(1, length(trim(LEADING '0' FROM replaceAll(regexpExtract(t, '([0-9.]+)', 1), '.', '')))), NULL)`,
  spl_significant: `multiIf(isNull(digits) OR isNull(d) OR d = 0 OR isInfinite(d), d,
    abs(d) < 1e-6, d,
    ${rounded('d', 'spl_decimals_of(d, digits)')})`,
  spl_decimals_of: `toInt16(greatest(0, ifNull(digits, 1) - 1 - floor(log10(abs(if(ifNull(d, 0) = 0 OR isInfinite(d), 1, d))))))`,
  spl_padded: `multiIf(n = 0 OR isNull(t), t, position(t, '.') > 0, concat(t, repeat('0', n - length(splitByChar('.', assumeNotNull(t))[2]))), concat(t, '.', repeat('0', n)))`,
  spl_now: 'toFloat64(toUnixTimestamp(now()))',
};
