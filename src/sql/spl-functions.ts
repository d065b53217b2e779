import type { SqlDialect } from './dialect.js';

/**
 * The rules of SPL for values as functions that each dialect defines in SQL: name and parameters. `t` is a text, `d` a number, `l`
 * a list; what is null or not there gives null, and tests give false for it.
 */
export const splFunctions = {
  /** The number that a text is written as (spl-core 2.1). */
  spl_num: ['t'],
  /** A number as SPL writes it (spl-core 2.4). */
  spl_text: ['d'],
  /** The value of a list that has only one. */
  spl_one: ['l'],
  /** A text as a list. */
  spl_list: ['t'],
  /** A list, null where it is empty, in engines where lists may be null. */
  spl_mv: ['l'],
  /** The values of a list with newlines between them. */
  spl_join: ['l'],
  /** A text without its letter case (spl-core 1.8). */
  spl_fold: ['t'],
  /** A text in small letters, in capitals. */
  spl_lower: ['t'],
  spl_upper: ['t'],
  /** Whether a value of a list is a text without its letter case. */
  spl_is: ['l', 'folded'],
  /** Whether a value of a list fits a pattern of LIKE without letter case. */
  spl_like: ['l', 'folded'],
  /** A pattern with asterisks as one of LIKE. */
  spl_wildcard: ['t'],
  /** The same without letter case. */
  spl_pattern: ['t'],
  /** An IPv4 address as a number. */
  spl_ip4: ['t'],
  /** Whether an IPv4 address is a network's, or is the other address. */
  spl_in_network: ['t', 'network'],
  /** Comparison where both may be numbers (spl-core 2.2). */
  spl_equal: ['a', 'b'],
  spl_less: ['a', 'b'],
  /** Different values in order. */
  spl_values: ['l'],
  /** Number of different values. */
  spl_distinct: ['l'],
  /** The least value: the first of the least numbers, else the first text. */
  spl_least: ['l'],
  /** The greatest value: the last text, else the first of the greatest numbers. */
  spl_greatest: ['l'],
  /** The values that are numbers. */
  spl_numbers: ['l'],
  /** The squares of the values that are numbers. */
  spl_squares: ['l'],
  /** Different values in the order in which they come. */
  spl_unique: ['l'],
  /**
   * What a value is to `sort`, whose numbers and texts compare by their bytes: a text in front of all numbers, a negative number, a text
   * between, another number, another text.
   */
  spl_sort_kind: ['t'],
  /** What a value is to `sort ip()`: a text in front of all addresses, an address, another text. */
  spl_ip_kind: ['t'],
  /** Values of two lists in pairs. */
  spl_zip: ['l', 'r', 'separator'],
  /** A map from each name to its values, out of names and values in pairs. */
  spl_group: ['names', 'texts'],
  /** The number that digits of a base, in small letters, are. */
  spl_base: ['t', 'base'],
  /** A whole number in hexadecimal and in binary; null for a fraction and below 0. */
  spl_hex: ['d'],
  spl_binary: ['d'],
  /** A number with a comma at each thousand, a fraction with two decimals. */
  spl_commas: ['d'],
  /** The IPv4 address of a number. */
  spl_ip_text: ['n'],
  /** Numbers from a start up to an end, which is not included. */
  spl_range: ['a', 'b', 'step'],
  /** How many numbers that range has: the quotient is rounded, and a step may be too small to lead anywhere. */
  spl_steps: ['a', 'b', 'step'],
  /** A number that the functions of bits take. */
  spl_bits: ['d'],
  /** A text as a JSON string. */
  spl_json_text: ['t'],
  /** The items of a JSON array as texts; null or empty where the text is none. */
  spl_items: ['t'],
  /** The names of the members of a JSON object as a JSON array. */
  spl_keys: ['t'],
  /** The different values under each name in a list of maps, in order. */
  spl_merge: ['maps'],
  /** The members of a JSON object as a map, of repeated ones the last; null or empty where the text is none. */
  spl_members: ['t'],
  /** Every leaf of a JSON text by its path, as a map; null or empty where the text is none. */
  spl_json: ['t'],
  /** The text of an element of XML, trimmed, its five standard entities decoded. */
  spl_xml_text: ['t'],
  /** Elements that hold only text, as pairs of name and text. */
  spl_xml: ['t'],
  /** The same as a map. */
  spl_xmlkv: ['t'],
  /** A duration `[days+]hours:minutes:seconds`, or a number, as seconds (spl-commands 6.5). */
  spl_seconds: ['t'],
  /** `[minutes:]seconds` as seconds. */
  spl_minutes: ['t'],
  /** A size with the unit k, m, g or none as kilobytes. */
  spl_kilobytes: ['t'],
  /** The number in front of a text; the text where there is none. */
  spl_no_unit: ['t'],
  /** The number that `convert auto()` sees in a text: one with commas, a duration, a size, one with a unit. */
  spl_automatic: ['t'],
  /** A number with so many decimals. */
  spl_decimals: ['d', 'n'],
  /** The first `n` decimals of an epoch, cut; those of its fraction that counts forward. */
  spl_fraction: ['d', 'n'],
  /** An epoch within the calendar. */
  spl_epoch: ['d'],
  /** A sum or difference of two numbers without what binary fractions added: no more decimals than the two texts have (spl-core 2.4). */
  spl_sum: ['d', 'a', 'b'],
  /** Decimals of a numeric text; null where an exponent hides them. */
  spl_places: ['t'],
  /** Seconds from 0 as `[days+]hours:minutes:seconds`, with the decimals of a fraction, six at most. */
  spl_clock: ['d'],
  /** The same of any number, to microseconds. */
  spl_duration: ['d'],
  /** The number that a text of digits only is. */
  spl_whole: ['t'],
  /** A part of a time, digits with blanks beside them, within bounds. */
  spl_part: ['t', 'low', 'high'],
  /** The number of a month by its name. */
  spl_month_of: ['t'],
  /** The day since 1970 of a date; null where the month has no such day. */
  spl_day: ['y', 'm', 'd'],
  /** Seconds east of Greenwich: `Z`, `+01`, `+0100`, `+01:00:00`. */
  spl_offset: ['t'],
  /** A time so many months later. */
  spl_month: ['seconds', 'n'],
  /** A time as the engine's type of times, in UTC. */
  spl_date: ['seconds'],
  /** The year of a time. */
  spl_year: ['seconds'],
  /** Significant digits of a text with a point (spl-core 2.4). */
  spl_digits: ['t'],
  /** A number rounded to so many significant digits. */
  spl_significant: ['d', 'digits'],
  /** A product or quotient as SPL writes it: with all of its significant digits, also zeros (spl-core 2.4). */
  spl_product: ['d', 'digits'],
  /** How many decimals a number with so many significant digits has. */
  spl_decimals_of: ['d', 'digits'],
  /** The text of a number with zeros up to so many decimals. */
  spl_padded: ['t', 'n'],
  /** The epoch seconds of the run. */
  spl_now: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Names of the functions that are defined in the engine. */
export type SplFunctionName = keyof typeof splFunctions;

/** The body of each function, in terms of its parameters. */
export type SplFunctionBodies = { readonly [N in SplFunctionName]: string };

/** An element that holds only text, in RE2: its name, the text, and the name where it ends. */
export const xmlElement = `<([^\\s<>/!?="']+)(?:\\s(?:"[^"]*"|'[^']*'|[^<>"'/])*)?>([^<]*)</([^\\s<>]+)\\s*>`;

/** Bodies made of the engine's functions of regular expressions. */
export function conversionBodies({ functions, text }: Pick<SqlDialect, 'functions' | 'text'>) {
  const patterns = {
    duration: '\\A(?:([0-9]+)\\+)?([0-9]+):([0-9]+):([0-9]+(?:\\.[0-9]+)?)\\z',
    minutes: '\\A(?:([0-9]+):)?([0-9]+(?:\\.[0-9]+)?)\\z',
    size: '\\A([0-9]+(?:\\.[0-9]+)?)([kKmMgG]?)\\z',
    leading: '\\A([+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?)',
    commas: '\\A[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\\.[0-9]+)?\\z',
    control: '[\\x00-\\x1f]',
    unit: '\\A([+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)) ?[A-Za-z%]+\\z',
  };
  const found = (name: keyof typeof patterns): string => functions.found('t', text(patterns[name]));
  const part = (name: keyof typeof patterns, group: number): string =>
    functions.extract('t', text(patterns[name]), group);
  const number = (name: keyof typeof patterns, group: number): string => `spl_num(${part(name, group)})`;
  const escaped = (controls: readonly string[]): string =>
    ['\\', '"', ...controls.slice(1)].reduce(
      (sql, sign) => `replace(${sql}, ${text(sign)}, ${text(JSON.stringify(sign).slice(1, -1))})`,
      't',
    );
  const orNone = (sql: string): string => `coalesce(${sql}, 0)`;
  return {
    spl_json_text: `'"' || CASE WHEN ${found('control')} THEN ${escaped(Array.from({ length: 32 }, (_, code) => String.fromCharCode(code)))}
      ELSE ${escaped([])} END || '"'`,
    spl_seconds: `CASE WHEN ${found('duration')} THEN ${orNone(number('duration', 1))} * 86400 + ${number('duration', 2)} * 3600
      + ${number('duration', 3)} * 60 + ${number('duration', 4)} ELSE spl_num(t) END`,
    spl_minutes: `CASE WHEN ${found('minutes')} THEN ${orNone(number('minutes', 1))} * 60 + ${number('minutes', 2)} END`,
    spl_kilobytes: `CASE WHEN ${found('size')} THEN ${number('size', 1)}
      * CASE spl_fold(${part('size', 2)}) WHEN 'm' THEN 1024 WHEN 'g' THEN 1048576 ELSE 1 END END`,
    spl_no_unit: `CASE WHEN ${found('leading')} THEN ${part('leading', 1)} ELSE t END`,
    spl_automatic: `coalesce(spl_num(t), CASE WHEN ${found('commas')} THEN spl_num(replace(t, ',', '')) END,
      spl_seconds(t), spl_kilobytes(t), ${number('unit', 1)})`,
  };
}

const steps = 'greatest(0, ceil((b - a) / step))';
const within = (n: string): string => `(b - (a + ${n} * step)) / step > 0`;

/** Bodies that every engine reads. */
export const commonBodies = {
  spl_day: `CASE WHEN d <= CASE WHEN m IN (4, 6, 9, 11) THEN 30 WHEN m <> 2 THEN 31
      WHEN y % 4 = 0 AND (y % 100 <> 0 OR y % 400 = 0) THEN 29 ELSE 28 END
    THEN CASE WHEN m > 2
      THEN 365 * y + floor(y / 4) - floor(y / 100) + floor(y / 400) + floor((153 * (m - 3) + 2) / 5)
      ELSE 365 * (y - 1) + floor((y - 1) / 4) - floor((y - 1) / 100) + floor((y - 1) / 400) + floor((153 * (m + 9) + 2) / 5) END
      + d - 719469 END`,
  spl_pattern: 'spl_wildcard(spl_fold(t))',
  spl_sort_kind: `CASE WHEN spl_num(t) < 0 THEN 1 WHEN spl_num(t) IS NOT NULL THEN 3
    WHEN t < '+' OR t = '-' THEN 0 WHEN t < '0' THEN 2 ELSE 4 END`,
  spl_ip_kind: `CASE WHEN spl_ip4(t) IS NOT NULL THEN 1 WHEN t < '0' THEN 0 ELSE 2 END`,
  spl_bits: 'CASE WHEN d >= 0 AND d = trunc(d) AND d <= 9007199254740991 THEN d END',
  spl_duration: `CASE WHEN abs(d) < 1e300 THEN CASE WHEN d < 0 THEN '-' ELSE '' END || spl_clock(CASE WHEN d = trunc(d) THEN abs(d) ELSE floor(abs(d) * 1000000 + 0.5) / 1000000 END) END`,
  spl_steps: `CASE WHEN a + step = a THEN CASE WHEN a > b THEN 100000 ELSE 0 END
    ELSE greatest(0, ${steps} + CASE WHEN ${within(steps)} THEN 1 WHEN ${within(`(${steps} - 1)`)} THEN 0 ELSE -1 END) END`,
  spl_product: `CASE WHEN digits IS NULL OR d IS NULL OR d = 0 OR abs(d) >= 1e300 THEN spl_text(d)
    ELSE spl_padded(spl_text(spl_significant(d, digits)), spl_decimals_of(d, digits)) END`,
  spl_equal: 'coalesce(spl_num(a) = spl_num(b), a = b, FALSE)',
  spl_less: 'coalesce(spl_num(a) < spl_num(b), a < b, FALSE)',
  spl_epoch: 'CASE WHEN abs(d) <= 8640000000000 THEN d END',
} as const;

/** The functions in a form of the dialect, in an order in which each comes behind those it uses. */
export function definitionsOf(
  bodies: SplFunctionBodies,
  named: SqlDialect['named'],
  write: (name: SplFunctionName, parameters: readonly string[], body: string) => string,
  wanted: (name: SplFunctionName) => boolean = () => true,
): string[] {
  const names = Object.keys(splFunctions) as SplFunctionName[];
  const done = new Set<SplFunctionName>();
  const add = (name: SplFunctionName): void => {
    if (done.has(name)) return;
    for (const used of splFunctionsIn(bodies[name])) add(used);
    done.add(name);
  };
  for (const name of names) if (wanted(name)) add(name);
  return [...done].map((name) => write(name, splFunctions[name], bodyOf(name, bodies[name], named)));
}

/**
 * Functions that mostly get columns, of which an engine is quicker to read one twice than to make a list of it. Who calls them with more
 * sees to it that it is named (`repeatsArgument`).
 */
const inPlace: ReadonlySet<SplFunctionName> = new Set([
  'spl_num',
  'spl_one',
  'spl_list',
  'spl_mv',
  'spl_join',
  'spl_fold',
  'spl_equal',
  'spl_less',
  'spl_is',
  'spl_like',
  'spl_in_network',
]);

/**
 * A body in which each argument is worked out once: engines put arguments wherever a parameter stands, and of calls inside each other
 * make more than they can read. No list function takes a subquery into what it does with its items.
 */
function bodyOf(name: SplFunctionName, body: string, named: SqlDialect['named']): string {
  if (inPlace.has(name) || body.includes('SELECT')) return body;
  const repeated = splFunctions[name].filter((parameter) => body.split(new RegExp(`\\b${parameter}\\b`)).length > 2);
  if (repeated.length === 0) return body;
  return named(
    repeated.map((parameter) => [parameter, parameter]),
    body,
  );
}

/** Whether what comes behind an SQL text is in an argument of a function that puts it into several places. */
export function repeatsArgument(before: string): boolean {
  let closed = 0;
  for (let at = before.length - 1; at >= 0; at--) {
    if (before[at] === ')') closed++;
    else if (before[at] === '(' && closed > 0) closed--;
    else if (before[at] === '(') {
      const name = /\bspl_\w+$/.exec(before.slice(Math.max(0, at - 40), at))?.[0];
      if (name !== undefined && (inPlace as ReadonlySet<string>).has(name)) return true;
    }
  }
  return false;
}

/** The functions that an SQL text names. */
export function splFunctionsIn(sql: string): SplFunctionName[] {
  const found = new Set([...sql.matchAll(/\bspl_\w+(?=\()/g)].map(([name]) => name));
  return [...found].filter((name): name is SplFunctionName => Object.hasOwn(splFunctions, name));
}
