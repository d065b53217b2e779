import { commonBodies, conversionBodies, type SplFunctionBodies, xmlElement } from '../../spl-functions.js';
import { functions } from './functions.js';
import { text } from './literals.js';
import { capitals, smallLetters } from './special-case.js';

const octet = '(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const shift = "(32 - TRY_CAST(split_part(network, '/', 2) AS INTEGER))";

const element = text(xmlElement);

/** The nine decimals of a number `d` behind its point. */
const nanos = `rpad(left(split_part(spl_text(abs(d)), '.', 2), 9), 9, '0')`;

const hundredths = `spl_decimals(${functions.round('abs(d)', 2)}, 2)`;
/** Digits with a comma at each thousand. */
const thousands = (digits: string): string =>
  `ltrim(reverse(regexp_replace(reverse(${digits}), '([0-9]{3})', '\\1,', 'g')), ',')`;

/** The rules of SPL for values in DuckDB's SQL. */
export const bodies: SplFunctionBodies = {
  ...commonBodies,
  ...conversionBodies({ functions, text }),
  spl_num: `CASE WHEN regexp_full_match(t, '[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?') THEN TRY_CAST(ltrim(t, '+') AS DOUBLE) END`,
  spl_text: `CASE WHEN d IS NULL THEN NULL WHEN isnan(d) THEN 'nan' WHEN isinf(d) THEN CASE WHEN d > 0 THEN 'inf' ELSE '-inf' END
    WHEN d = trunc(d) AND abs(d) < 9e18 THEN CAST(CAST(d AS BIGINT) AS VARCHAR)
    WHEN d = trunc(d) THEN printf('%.0f', d)
    WHEN contains(CAST(d AS VARCHAR), 'e') THEN CASE WHEN d < 0 THEN '-' ELSE '' END || '0.'
      || repeat('0', CAST(split_part(CAST(d AS VARCHAR), 'e-', 2) AS INTEGER) - 1)
      || replace(replace(split_part(CAST(d AS VARCHAR), 'e', 1), '.', ''), '-', '')
    ELSE CAST(d AS VARCHAR) END`,
  spl_one: 'CASE WHEN len(l) = 1 THEN l[1] END',
  spl_list: 'CASE WHEN t IS NOT NULL THEN [t] END',
  spl_mv: 'CASE WHEN len(l) > 0 THEN l END',
  spl_join: 'array_to_string(l, chr(10))',
  // Almost no text has the letter, and every search folds texts: looking for it costs less than replacing it.
  spl_fold: `replace(CASE WHEN contains(t, 'İ') THEN lower(replace(t, 'İ', 'i\u0307')) ELSE lower(t) END, 'ς', 'σ')`,
  spl_lower: smallLetters,
  spl_upper: capitals,
  spl_is: 'coalesce(len(list_filter(l, lambda _e: spl_fold(_e) = folded)) > 0, FALSE)',
  spl_like: `coalesce(len(list_filter(l, lambda _e: spl_fold(_e) LIKE folded ESCAPE '\\')) > 0, FALSE)`,
  spl_wildcard: `replace(replace(replace(replace(t, '\\', '\\\\'), '%', '\\%'), '_', '\\_'), '*', '%')`,
  spl_ip4: `CASE WHEN regexp_full_match(t, '${octet}(\\.${octet}){3}') THEN
    CAST(split_part(t, '.', 1) AS BIGINT) * 16777216 + CAST(split_part(t, '.', 2) AS BIGINT) * 65536
    + CAST(split_part(t, '.', 3) AS BIGINT) * 256 + CAST(split_part(t, '.', 4) AS BIGINT) END`,
  spl_in_network: `coalesce(CASE WHEN contains(network, '/')
    THEN spl_ip4(t) >> ${shift} = spl_ip4(split_part(network, '/', 1)) >> ${shift}
    ELSE spl_ip4(t) = spl_ip4(network) END, FALSE)`,
  spl_values: 'spl_mv(list_sort(list_distinct(l)))',
  spl_distinct: 'len(list_distinct(l))',
  spl_least: `coalesce(list_sort([{'n': spl_num(e), 'i': i, 'e': e} FOR e, i IN l IF spl_num(e) IS NOT NULL])[1].e, list_sort(l)[1])`,
  spl_greatest: `coalesce(list_reverse_sort([e FOR e IN l IF spl_num(e) IS NULL])[1],
    list_sort([{'n': -spl_num(e), 'i': i, 'e': e} FOR e, i IN l IF spl_num(e) IS NOT NULL])[1].e)`,
  spl_numbers: '[spl_num(e) FOR e IN l IF spl_num(e) IS NOT NULL]',
  spl_squares: '[n * n FOR n IN spl_numbers(l)]',
  spl_unique: '[e FOR e, i IN l IF list_position(l, e) = i]',
  spl_zip: 'spl_mv([_e || separator || r[_i] FOR _e, _i IN l IF _i <= len(r)])',
  spl_group: `map_from_entries([{'key': k, 'value': [e FOR e, i IN texts IF names[i] = k]} FOR k IN spl_unique(names)])`,
  spl_base: `list_sum([(strpos('0123456789abcdefghijklmnopqrstuvwxyz', _e) - 1) * pow(base, length(t) - _i) FOR _e, _i IN regexp_extract_all(t, '.')])`,
  spl_hex: `CASE WHEN d >= 0 AND d = trunc(d) THEN '0x' || upper(to_hex(TRY_CAST(d AS UHUGEINT))) END`,
  spl_binary: 'CASE WHEN d >= 0 AND d = trunc(d) THEN to_binary(TRY_CAST(d AS UHUGEINT)) END',
  spl_commas: `CASE WHEN NOT isfinite(d) THEN spl_text(d)
    WHEN d = trunc(d) THEN CASE WHEN d < 0 THEN '-' ELSE '' END || ${thousands('spl_text(abs(d))')}
    ELSE CASE WHEN d < 0 AND ${hundredths} <> '0.00' THEN '-' ELSE '' END
      || ${thousands(`split_part(${hundredths}, '.', 1)`)} || '.' || split_part(${hundredths}, '.', 2) END`,
  spl_ip_text: `(n >> 24) || '.' || ((n >> 16) & 255) || '.' || ((n >> 8) & 255) || '.' || (n & 255)`,
  spl_range: `CASE WHEN a + b IS NOT NULL THEN spl_mv([spl_text(a + i * step) FOR i IN range(0, CAST(least(100000, spl_steps(a, b, step)) AS BIGINT))]) END`,
  spl_items: `CASE WHEN json_valid(t) AND json_type(t) = 'ARRAY' THEN spl_mv([coalesce(e->>'$', 'null') FOR e IN json_extract(t, '$[*]')]) END`,
  spl_keys: `CASE WHEN json_valid(t) AND json_type(t) = 'OBJECT' THEN CAST(to_json(spl_unique(json_keys(t))) AS VARCHAR) END`,
  spl_merge: `map_from_entries([{'key': k, 'value': spl_values(flatten([m[k] FOR m IN maps IF m[k] IS NOT NULL]))}
    FOR k IN spl_unique(flatten([map_keys(m) FOR m IN maps]))])`,
  spl_members: `(SELECT map_from_entries(list({'key': k, 'value': v})) FROM (
    SELECT j.key AS k, last(CASE WHEN j.type = 'ARRAY'
      THEN list_transform(json_extract(j.value, '$[*]'), lambda e: coalesce(e->>'$', 'null'))
      ELSE [coalesce(j.value->>'$', 'null')] END ORDER BY j.id) AS v
    FROM json_each(CASE WHEN json_valid(t) AND json_type(t) = 'OBJECT' THEN t END) AS j GROUP BY 1))`,
  // No list function: their conditions may hold no subquery.
  spl_json: `(SELECT map_from_entries(list({'key': k, 'value': vs})) FROM (
    SELECT regexp_replace(regexp_replace(j.fullkey, '^\\$\\.?', ''), '\\[[0-9]+\\]', '{}', 'g') AS k,
      list(CASE WHEN j.type = 'NULL' THEN 'null' ELSE j.atom->>'$' END ORDER BY j.id) AS vs
    FROM json_tree(CASE WHEN json_valid(t) THEN t END) AS j
    WHERE j.type NOT IN ('OBJECT', 'ARRAY') GROUP BY 1) WHERE k <> '')`,
  spl_xml_text: `regexp_replace(replace(replace(replace(replace(replace(t, '&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&apos;', ''''), '&amp;', '&'),
    '^\\s+|\\s+$', '', 'g')`,
  spl_xml: `[{'k': regexp_replace(e, '[^A-Za-z0-9_]', '_', 'g'), 'v': spl_xml_text(regexp_extract_all(t, ${element}, 2)[i])}
    FOR e, i IN regexp_extract_all(t, ${element}, 1)
    IF regexp_extract_all(t, ${element}, 3)[i] = e AND spl_xml_text(regexp_extract_all(t, ${element}, 2)[i]) <> '']`,
  spl_xmlkv: 'spl_group([e.k FOR e IN spl_xml(t)], [e.v FOR e IN spl_xml(t)])',
  spl_decimals: `printf('%.' || n || 'f', d)`,
  spl_fraction: `CASE WHEN abs(d) > 8639999913600 THEN NULL WHEN d = trunc(d) THEN repeat('0', n) WHEN d > 0 THEN left(${nanos}, n)
    ELSE left(lpad(CAST(least(999999999, 1000000000 - CAST(${nanos} AS BIGINT)) AS VARCHAR), 9, '0'), n) END`,
  spl_sum: `CASE WHEN d = trunc(d) OR spl_places(a) + spl_places(b) IS NULL OR greatest(spl_places(a), spl_places(b)) > 15 THEN d
    ELSE round(d, greatest(spl_places(a), spl_places(b))) END`,
  spl_places: `CASE WHEN contains(lower(t), 'e') THEN NULL WHEN contains(t, '.') THEN CAST(length(t) - strpos(t, '.') AS INTEGER)
    WHEN t IS NOT NULL THEN 0 END`,
  spl_clock: `CASE WHEN d >= 86400 THEN spl_text(floor(d / 86400)) || '+' ELSE '' END
    || printf('%02d:%02d:%02d', CAST(floor(d / 3600) % 24 AS INTEGER), CAST(floor(d / 60) % 60 AS INTEGER), CAST(floor(d) % 60 AS INTEGER))
    || CASE WHEN d = trunc(d) THEN '' ELSE '.' || rtrim(spl_fraction(d, 6), '0') END`,
  spl_whole: `CASE WHEN regexp_full_match(t, '[0-9]+') THEN CAST(t AS DOUBLE) END`,
  spl_part: `CASE WHEN spl_whole(regexp_extract(t, '[0-9]+')) BETWEEN low AND high THEN spl_whole(regexp_extract(t, '[0-9]+')) END`,
  spl_month_of: `CASE WHEN t <> '' THEN (strpos('janfebmaraprmayjunjulaugsepoctnovdec', lower(left(t, 3))) + 2) / 3 END`,
  spl_offset: `CASE WHEN t IN ('Z', 'z') THEN 0 WHEN regexp_matches(t, '^[+-][0-9]') THEN CASE WHEN t[1] = '-' THEN -1 ELSE 1 END
    * (spl_part(t[2:3], 0, 99) * 3600 + spl_part(rpad(replace(t[4:], ':', ''), 4, '0')[1:2], 0, 59) * 60
    + spl_part(rpad(replace(t[4:], ':', ''), 4, '0')[3:4], 0, 59)) END`,
  spl_month: 'epoch(spl_date(seconds) + to_months(n))',
  spl_date: `CASE WHEN abs(seconds) < 8639999913600 THEN make_timestamp(CAST(floor(seconds * 1000000) AS BIGINT)) END`,
  spl_year: `strftime(spl_date(seconds), '%Y')`,
  spl_digits: `CASE WHEN contains(t, '.') AND spl_num(t) IS NOT NULL THEN greatest(1, length(ltrim(replace(regexp_extract(t, '[0-9.]+'), '.', ''), '0'))) END`,
  spl_significant: `CASE WHEN digits IS NULL OR d IS NULL OR d = 0 OR isinf(d) THEN d
    ELSE round(d, spl_decimals_of(d, digits)) END`,
  spl_decimals_of: `CAST(greatest(0, digits - 1 - floor(log10(abs(nullif(d, 0))))) AS INTEGER)`,
  spl_padded: `CASE WHEN n = 0 THEN t WHEN contains(t, '.') THEN t || repeat('0', n - length(split_part(t, '.', 2))) ELSE t || '.' || repeat('0', n) END`,
  spl_now: 'floor(epoch(current_timestamp))',
};
