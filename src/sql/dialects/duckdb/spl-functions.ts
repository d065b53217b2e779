import type { SplFunctionBodies } from '../../spl-functions.js';

const octet = '(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const shift = "(32 - TRY_CAST(split_part(network, '/', 2) AS INTEGER))";

/** The rules of SPL for values in DuckDB's SQL. */
export const bodies: SplFunctionBodies = {
  spl_num: `CASE WHEN regexp_full_match(t, '[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?') THEN TRY_CAST(ltrim(t, '+') AS DOUBLE) END`,
  spl_text: `CASE WHEN d IS NULL THEN NULL WHEN isnan(d) THEN 'nan' WHEN isinf(d) THEN CASE WHEN d > 0 THEN 'inf' ELSE '-inf' END
    WHEN d = trunc(d) AND abs(d) < 9e18 THEN CAST(CAST(d AS BIGINT) AS VARCHAR)
    WHEN d = trunc(d) THEN CAST(CAST(d AS HUGEINT) AS VARCHAR)
    WHEN abs(d) < 1e-4 THEN rtrim(printf('%.20f', d), '0') ELSE CAST(d AS VARCHAR) END`,
  spl_one: 'CASE WHEN len(l) = 1 THEN l[1] END',
  spl_list: 'CASE WHEN t IS NOT NULL THEN [t] END',
  spl_mv: 'CASE WHEN len(l) > 0 THEN l END',
  spl_join: 'array_to_string(l, chr(10))',
  spl_fold: `replace(lower(t), 'ς', 'σ')`,
  spl_is: 'coalesce(len(list_filter(l, lambda e: spl_fold(e) = folded)) > 0, FALSE)',
  spl_like: `coalesce(len(list_filter(l, lambda e: spl_fold(e) LIKE folded ESCAPE '\\')) > 0, FALSE)`,
  spl_wildcard: `replace(replace(replace(replace(t, '\\', '\\\\'), '%', '\\%'), '_', '\\_'), '*', '%')`,
  spl_pattern: 'spl_wildcard(spl_fold(t))',
  spl_ip4: `CASE WHEN regexp_full_match(t, '${octet}(\\.${octet}){3}') THEN
    CAST(split_part(t, '.', 1) AS BIGINT) * 16777216 + CAST(split_part(t, '.', 2) AS BIGINT) * 65536
    + CAST(split_part(t, '.', 3) AS BIGINT) * 256 + CAST(split_part(t, '.', 4) AS BIGINT) END`,
  spl_in_network: `coalesce(CASE WHEN contains(network, '/')
    THEN spl_ip4(t) >> ${shift} = spl_ip4(split_part(network, '/', 1)) >> ${shift}
    ELSE spl_ip4(t) = spl_ip4(network) END, FALSE)`,
  spl_equal:
    'coalesce(CASE WHEN spl_num(a) IS NOT NULL AND spl_num(b) IS NOT NULL THEN spl_num(a) = spl_num(b) ELSE a = b END, FALSE)',
  spl_less:
    'coalesce(CASE WHEN spl_num(a) IS NOT NULL AND spl_num(b) IS NOT NULL THEN spl_num(a) < spl_num(b) ELSE a < b END, FALSE)',
  spl_values: 'spl_mv(list_sort(list_distinct(l)))',
  spl_distinct: 'len(list_distinct(l))',
  spl_least: `coalesce(list_sort([{'n': spl_num(e), 'i': i, 'e': e} FOR e, i IN l IF spl_num(e) IS NOT NULL])[1].e, list_sort(l)[1])`,
  spl_greatest: `coalesce(list_reverse_sort([e FOR e IN l IF spl_num(e) IS NULL])[1],
    list_sort([{'n': -spl_num(e), 'i': i, 'e': e} FOR e, i IN l IF spl_num(e) IS NOT NULL])[1].e)`,
  spl_numbers: '[spl_num(e) FOR e IN l IF spl_num(e) IS NOT NULL]',
  spl_unique: '[e FOR e, i IN l IF list_position(l, e) = i]',
  spl_zip: 'spl_mv([e || separator || r[i] FOR e, i IN l IF i <= len(r)])',
  spl_decimals: `printf('%.' || n || 'f', d)`,
  spl_duration: `CASE WHEN d >= 0 THEN CASE WHEN d >= 86400 THEN (CAST(floor(d) AS BIGINT) // 86400) || '+' ELSE '' END
    || printf('%02d:%02d:%02d', (CAST(floor(d) AS BIGINT) % 86400) // 3600, (CAST(floor(d) AS BIGINT) % 3600) // 60, CAST(floor(d) AS BIGINT) % 60) END`,
  spl_whole: `CASE WHEN regexp_full_match(t, '[0-9]+') THEN CAST(t AS DOUBLE) END`,
  spl_month: 'epoch(make_timestamp(CAST(floor(seconds * 1000000) AS BIGINT)) + to_months(n))',
  spl_date: 'make_timestamp(CAST(floor(seconds * 1000000) AS BIGINT))',
  spl_digits: `CASE WHEN contains(t, '.') AND spl_num(t) IS NOT NULL THEN greatest(1, length(ltrim(replace(regexp_extract(t, '[0-9.]+'), '.', ''), '0'))) END`,
  spl_significant: `CASE WHEN digits IS NULL OR d IS NULL OR d = 0 OR isinf(d) THEN d
    ELSE round(d, CAST(greatest(0, digits - 1 - floor(log10(abs(nullif(d, 0))))) AS INTEGER)) END`,
  spl_now: 'floor(epoch(current_timestamp))',
};
