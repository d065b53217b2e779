import type { SqlFunctions } from '../../dialect.js';

/**
 * Decimals round away from zero, floats to even. Back to a float they go as text: the engine divides by a power of ten that is itself inexact,
 * and 2365 comes out as 2364.9999999999995.
 */
export const rounded = (number: string, decimals: number | string): string =>
  `coalesce(toFloat64OrNull(toString(round(toDecimal128OrNull(toString(${number}), 18), ${decimals}))), ${number})`;

export const functions: SqlFunctions = {
  double: (number) => `toFloat64(${number})`,
  integer: (number) => `accurateCastOrNull(${number}, 'Int64')`,
  // Signed and unsigned integers would make a variant.
  position: (number) => `toInt64(${number})`,
  bits: (operator, a, b) => `${{ and: 'bitAnd', or: 'bitOr', xor: 'bitXor' }[operator]}(${a}, ${b})`,
  round: rounded,
  fixed: (number, decimals) => `printf('%.${decimals}f', ${number})`,
  characters: (text) => `lengthUTF8(${text})`,
  substring: (text, start, count) => `substringUTF8(${text}, ${start}${count === undefined ? '' : `, ${count}`})`,
  lower: (text) => `spl_lower(${text})`,
  upper: (text) => `spl_upper(${text})`,
  trim: (side, text, characters) => `trim(${side.toUpperCase()} ${characters} FROM ${text})`,
  startsWith: (text, prefix) => `startsWith(${text}, ${prefix})`,
  // By nothing it splits bytes.
  split: (text, delimiter) =>
    delimiter === "''" ? `extractAll(${text}, '(?s).')` : `splitByString(${delimiter}, ${text})`,
  urlDecode: (text) => `decodeURLComponent(${text})`,
  digest: (name, text) => `lower(hex(${name.toUpperCase()}(${text})))`,
  // A backslash escapes without being asked to.
  like: (text, pattern, escaped) => `${text} LIKE ${escaped ? pattern : `replaceAll(${pattern}, '\\\\', '\\\\\\\\')`}`,
  found: (text, pattern) => `match(${text}, ${pattern})`,
  extract: (text, pattern, group) => `regexpExtract(${text}, ${pattern}, ${group})`,
  // Without a group the whole match, else the first group.
  extractAll: (text, pattern, group) =>
    group <= 1
      ? `extractAll(${text}, ${pattern})`
      : `arrayMap(groups -> groups[${group}], extractAllGroupsVertical(${text}, ${pattern}))`,
  replaceFirst: (text, pattern, by) => `replaceRegexpOne(${text}, ${pattern}, ${by})`,
  swap: (text, from, to) => `translateUTF8(${text}, ${from}, ${to})`,
  replaceMatches: (text, pattern, by) => `replaceRegexpAll(${text}, ${pattern}, ${by})`,
};
