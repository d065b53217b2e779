import type { SqlFunctions } from '../../dialect.js';

export const functions: SqlFunctions = {
  double: (number) => `CAST(${number} AS DOUBLE)`,
  integer: (number) => `TRY_CAST(${number} AS BIGINT)`,
  position: (number) => number,
  bits: (operator, a, b) => (operator === 'xor' ? `xor(${a}, ${b})` : `(${a} ${operator === 'and' ? '&' : '|'} ${b})`),
  // By way of its text, so that the digits are rounded as they stand.
  round: (number, decimals) =>
    `coalesce(CAST(TRY_CAST(CAST(${number} AS VARCHAR) AS DECIMAL(38, ${decimals})) AS DOUBLE), ${number})`,
  fixed: (number, decimals) => `printf('%.${decimals}f', ${number})`,
  characters: (text) => `length(${text})`,
  substring: (text, start, count) => `substring(${text}, ${start}${count === undefined ? '' : `, ${count}`})`,
  lower: (text) => `spl_lower(${text})`,
  upper: (text) => `spl_upper(${text})`,
  trim: (side, text, characters) =>
    `${{ both: 'trim', leading: 'ltrim', trailing: 'rtrim' }[side]}(${text}, ${characters})`,
  startsWith: (text, prefix) => `starts_with(${text}, ${prefix})`,
  split: (text, delimiter) => `string_split(${text}, ${delimiter})`,
  urlDecode: (text) => `url_decode(${text})`,
  digest: (name, text) => `${name}(${text})`,
  like: (text, pattern, escaped) => `${text} LIKE ${pattern}${escaped ? " ESCAPE '\\'" : ''}`,
  found: (text, pattern) => `regexp_matches(${text}, ${pattern})`,
  extract: (text, pattern, group) => `regexp_extract(${text}, ${pattern}, ${group})`,
  extractAll: (text, pattern, group) => `regexp_extract_all(${text}, ${pattern}, ${group})`,
  replaceFirst: (text, pattern, by) => `regexp_replace(${text}, ${pattern}, ${by})`,
  swap: (text, from, to) => `translate(${text}, ${from}, ${to})`,
  replaceMatches: (text, pattern, by) => `regexp_replace(${text}, ${pattern}, ${by}, 'g')`,
};
