const octet = '(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const macro = (signature: string, body: string): string => `CREATE OR REPLACE MACRO ${signature} AS ${body}`;

/** Values as SPL understands them, said once for DuckDB (spl-core 1.8, 2.1, 2.4). */
export const duckdbMacros: readonly string[] = [
  macro(
    'spl_num(t)',
    `CASE WHEN regexp_full_match(t, '[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?') THEN TRY_CAST(ltrim(t, '+') AS DOUBLE) END`,
  ),
  macro(
    'spl_text(d)',
    `CASE WHEN d IS NULL THEN NULL WHEN isnan(d) THEN 'nan' WHEN isinf(d) THEN CASE WHEN d > 0 THEN 'inf' ELSE '-inf' END
      WHEN d = trunc(d) AND abs(d) < 9e18 THEN CAST(CAST(d AS BIGINT) AS VARCHAR)
      WHEN d = trunc(d) THEN CAST(CAST(d AS HUGEINT) AS VARCHAR)
      WHEN abs(d) < 1e-4 THEN rtrim(printf('%.20f', d), '0') ELSE CAST(d AS VARCHAR) END`,
  ),
  macro('spl_one(l)', 'CASE WHEN len(l) = 1 THEN l[1] END'),
  macro('spl_list(t)', 'CASE WHEN t IS NOT NULL THEN [t] END'),
  macro('spl_mv(l)', 'CASE WHEN len(l) > 0 THEN l END'),
  macro('spl_join(l)', 'array_to_string(l, chr(10))'),
  macro('spl_fold(t)', `replace(lower(t), 'ς', 'σ')`),
  macro('spl_is(l, folded)', 'coalesce(len(list_filter(l, lambda e: spl_fold(e) = folded)) > 0, FALSE)'),
  macro(
    'spl_like(l, folded)',
    `coalesce(len(list_filter(l, lambda e: spl_fold(e) LIKE folded ESCAPE '\\')) > 0, FALSE)`,
  ),
  macro(
    'spl_pattern(t)',
    `replace(replace(replace(replace(spl_fold(t), '\\', '\\\\'), '%', '\\%'), '_', '\\_'), '*', '%')`,
  ),
  macro(
    'spl_ip4(t)',
    `CASE WHEN regexp_full_match(t, '${octet}(\\.${octet}){3}') THEN
      CAST(split_part(t, '.', 1) AS BIGINT) * 16777216 + CAST(split_part(t, '.', 2) AS BIGINT) * 65536
      + CAST(split_part(t, '.', 3) AS BIGINT) * 256 + CAST(split_part(t, '.', 4) AS BIGINT) END`,
  ),
  macro(
    'spl_in_network(t, network)',
    `coalesce(CASE WHEN contains(network, '/') THEN
      spl_ip4(t) >> (32 - TRY_CAST(split_part(network, '/', 2) AS INTEGER)) = spl_ip4(split_part(network, '/', 1)) >> (32 - TRY_CAST(split_part(network, '/', 2) AS INTEGER))
      ELSE spl_ip4(t) = spl_ip4(network) END, FALSE)`,
  ),
  macro(
    'spl_equal(a, b)',
    'coalesce(CASE WHEN spl_num(a) IS NOT NULL AND spl_num(b) IS NOT NULL THEN spl_num(a) = spl_num(b) ELSE a = b END, FALSE)',
  ),
  macro(
    'spl_less(a, b)',
    'coalesce(CASE WHEN spl_num(a) IS NOT NULL AND spl_num(b) IS NOT NULL THEN spl_num(a) < spl_num(b) ELSE a < b END, FALSE)',
  ),
  macro('spl_values(l)', 'spl_mv(list_sort(list_distinct(l)))'),
  macro('spl_distinct(l)', 'len(list_distinct(l))'),
  macro(
    'spl_least(l)',
    `coalesce(list_sort([{'n': spl_num(e), 'i': i, 'e': e} FOR e, i IN l IF spl_num(e) IS NOT NULL])[1].e, list_sort(l)[1])`,
  ),
  macro(
    'spl_greatest(l)',
    `coalesce(list_reverse_sort([e FOR e IN l IF spl_num(e) IS NULL])[1],
      list_sort([{'n': -spl_num(e), 'i': i, 'e': e} FOR e, i IN l IF spl_num(e) IS NOT NULL])[1].e)`,
  ),
  macro('spl_numbers(l)', '[spl_num(e) FOR e IN l IF spl_num(e) IS NOT NULL]'),
  macro('spl_unique(l)', '[e FOR e, i IN l IF list_position(l, e) = i]'),
  macro('spl_decimals(d, n)', `printf('%.' || n || 'f', d)`),
  macro('spl_month(t, n)', `epoch(make_timestamp(CAST(floor(t * 1000000) AS BIGINT)) + to_months(n))`),
  macro('spl_date(t)', 'make_timestamp(CAST(floor(t * 1000000) AS BIGINT))'),
  macro(
    'spl_digits(t)',
    `CASE WHEN contains(t, '.') AND spl_num(t) IS NOT NULL THEN greatest(1, length(ltrim(replace(regexp_extract(t, '[0-9.]+'), '.', ''), '0'))) END`,
  ),
  macro(
    'spl_significant(x, digits)',
    `CASE WHEN digits IS NULL OR x IS NULL OR x = 0 OR isinf(x) THEN x ELSE round(x, CAST(greatest(0, digits - 1 - floor(log10(abs(nullif(x, 0))))) AS INTEGER)) END`,
  ),
  macro('spl_now()', 'floor(epoch(current_timestamp))'),
];
