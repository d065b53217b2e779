import type { Span } from '../source/span.js';
import {
  areSubseconds,
  monthNames,
  subsecondPoint,
  type TimeFormatToken,
  tokenizeTimeFormat,
  weekdayNames,
} from '../values/time/format.js';
import { zoneAbbreviations } from '../values/time/parse.js';
import type { Emitter } from './emitter.js';
import { quoted } from './keyword.js';
import { unsupported } from './refusal.js';
import { needsUtc } from './time.js';

const blanks = '[\\x09-\\x0d ]*';

/** Numbers: how many digits at most, and the bounds. */
const numbers: Readonly<Record<string, readonly [width: number, low: number, high: number]>> = {
  Y: [4, 0, 9999],
  y: [2, 0, 99],
  m: [2, 1, 12],
  d: [2, 1, 31],
  e: [2, 1, 31],
  w: [1, 0, 6],
  u: [1, 1, 7],
  H: [2, 0, 23],
  k: [2, 0, 23],
  I: [2, 1, 12],
  l: [2, 1, 12],
  M: [2, 0, 59],
  S: [2, 0, 60],
};

const offset = '[Zz]|[+-]\\d\\d(?::?\\d\\d(?::?\\d\\d)?)?';
const named = (names: readonly string[]): string =>
  `(?i:${names.map((name) => (name.length === 3 ? name : `${name.slice(0, 3)}(?:${name.slice(3)})?`)).join('|')})`;

/** What else can be read, as a pattern. */
const others: Readonly<Record<string, string>> = {
  b: named(monthNames),
  h: named(monthNames),
  B: named(monthNames),
  a: named(weekdayNames),
  A: named(weekdayNames),
  p: '(?i:am|pm)',
  s: '-?\\d{1,13}',
  z: offset,
  ':z': offset,
  '::z': offset,
  ':::z': offset,
  Z: `[A-Za-z]{1,5}|${offset}`,
};

/** A format as a pattern with a group per variable, and the place of each group. */
function patternOf(format: string, span: Span): { pattern: string; groups: ReadonlyMap<string, number> } {
  const tokens = tokenizeTimeFormat(format);
  const groups = new Map<string, number>();
  let pattern = '\\A';
  let count = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'text') {
      const pieces = (
        subsecondPoint(token, tokens[index + 1]) === undefined ? token.text : token.text.slice(0, -1)
      ).split(/(\s+)/);
      pattern += pieces.map((piece) => (/^\s/.test(piece) ? blanks : quoted(piece))).join('');
      continue;
    }
    const fraction = areSubseconds(token);
    const name = fraction ? 'f' : token.name;
    const number = numbers[name];
    let body = others[name];
    if (fraction) body = `\\d{1,${token.name === 'f' ? 6 : (token.width ?? 9)}}`;
    else if (name === 's' && areSubseconds(tokens[index + 1])) body = '-?\\d{10}';
    else if (number !== undefined) body = digits(number[0], tokens[index + 1], tokens[index + 2]);
    if (body === undefined) return unsupported(`times are not read by the format %${name} in SQL`, span);
    count++;
    groups.set(name, count);
    const before = subsecondPoint(tokens[index - 1], token);
    // A text may have neither the point nor the subseconds after it.
    if (before !== undefined) pattern += `(?:${quoted(before)}(${body}))?`;
    else pattern += fraction ? `(${body})` : `${blanks}(${body})`;
  }
  if (count > 9) return unsupported('a time format with more than nine variables', span);
  return { pattern, groups };
}

const readsDigits = (token: TimeFormatToken | undefined): boolean =>
  token?.kind === 'variable' && (Object.hasOwn(numbers, token.name) || /^[NQfs]$/.test(token.name));

/** A number takes all the digits it may, so that it ends early only where no digit follows. */
function digits(width: number, next: TimeFormatToken | undefined, afterNext: TimeFormatToken | undefined): string {
  if (readsDigits(next)) return `\\d{${width}}`;
  const blank = next?.kind === 'text' && /^\s+$/.test(next.text) && readsDigits(afterNext);
  if (!blank || width === 1) return `\\d{1,${width}}`;
  return `\\d{${width}}|\\d{1,${width - 1}}[\\x09-\\x0d ]`;
}

/**
 * The epoch that a text names in a literal format, null where it does not fit (spl-core 3.4 and 4.3). The text is taken apart by one
 * pattern, so that both engines read what Splunk reads: any letter case, text behind the end of the format, `%z` in all forms.
 */
export function emitTimeParse(subject: string, format: string, cx: Emitter, span: Span): string {
  needsUtc(cx, span);
  const { pattern, groups } = patternOf(format, span);
  const { dialect } = cx;
  const regex = dialect.text(pattern);
  const group = (name: string): string | undefined => {
    const index = groups.get(name);
    return index === undefined ? undefined : dialect.functions.extract(subject, regex, index);
  };
  const part = (...names: string[]): string | undefined => {
    const name = names.find((each) => groups.has(each));
    if (name === undefined) return undefined;
    const [, low, high] = numbers[name]!;
    return `spl_part(${group(name)}, ${low}, ${high})`;
  };
  const epoch = group('s');
  const fraction = group('f');
  const decimals = fraction === undefined ? '' : ` + coalesce(spl_num('0.' || nullif(${fraction}, '')), 0)`;
  if (epoch !== undefined) return `spl_epoch(spl_num(${epoch})${decimals})`;
  const terms = [`${dayOf(group, part, span)} * 86400`];
  const hour12 = part('I', 'l');
  const meridiem = group('p');
  const hour =
    hour12 === undefined
      ? part('H', 'k')
      : `(${hour12} % 12 + ${meridiem === undefined ? '0' : `CASE WHEN spl_fold(${meridiem}) = 'pm' THEN 12 ELSE 0 END`})`;
  if (hour !== undefined) terms.push(`${hour} * 3600`);
  const minute = part('M');
  if (minute !== undefined) terms.push(`${minute} * 60`);
  const second = part('S');
  if (second !== undefined) terms.push(second);
  const zone = [...groups.keys()].find((name) => name.endsWith('z')) ?? (groups.has('Z') ? 'Z' : undefined);
  const sum = `${terms.join(' + ')}${decimals}`;
  if (zone === undefined) return `(${sum})`;
  const east = zone === 'Z' ? zoneOf(group(zone)!, cx) : `spl_offset(${group(zone)})`;
  return `(${sum} - ${east})`;
}

function dayOf(
  group: (name: string) => string | undefined,
  part: (...names: string[]) => string | undefined,
  span: Span,
): string {
  const short = part('y');
  const year =
    part('Y') ?? (short === undefined ? undefined : `(${short} + CASE WHEN ${short} >= 69 THEN 1900 ELSE 2000 END)`);
  const monthName = group('b') ?? group('h') ?? group('B');
  const month = part('m') ?? (monthName === undefined ? undefined : `spl_month_of(${monthName})`);
  const day = part('d', 'e');
  if (year === undefined || month === undefined || day === undefined)
    return unsupported('a time format without year, month and day', span);
  return `spl_day(${year}, ${month}, ${day})`;
}

/** Seconds east of Greenwich of an abbreviation or an offset. */
function zoneOf(text: string, cx: Emitter): string {
  const cases = [...zoneAbbreviations].map(
    ([name, hours]) => `WHEN ${cx.dialect.text(name.toLowerCase())} THEN ${hours * 3600}`,
  );
  return `CASE spl_fold(${text}) ${cases.join(' ')} ELSE spl_offset(${text}) END`;
}
