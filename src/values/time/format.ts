import { daysOfDate, isoWeekOf, maximumEpoch, nanosecondsOf, secondsPerDay, weekdayOf } from './civil.js';
import { formatOffset, readZoned, type ZonedParts, zoneAbbreviation } from './zone.js';

export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
export const weekdayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;

/** A piece of a time format: literal text, or a variable with its letter (`:z` and `Ez` keep their prefix). */
export type TimeFormatToken =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string; readonly width: number | undefined };

/** Variables that stand for several others (spl-core 4.3); `%c %x %X` are those of the C locale. */
const composites = new Map([
  ['T', '%H:%M:%S'],
  ['F', '%Y-%m-%d'],
  ['D', '%m/%d/%y'],
  ['c', '%a %b %e %H:%M:%S %Y'],
  ['x', '%m/%d/%y'],
  ['X', '%H:%M:%S'],
  ['+', '%a %b %e %H:%M:%S %Z %Y'],
]);

const variable = /^(?:([1-9])?([NQ])|(:{1,3}z|Ez)|([YyCmbhBdejaAwuUWVgGHkIlMSpfsZzTFDcxX+nt%]))/;

/** Cuts a format into pieces; a percent sign with anything unknown stays as typed (spl-core 4.3 [I]). */
export function tokenizeTimeFormat(format: string): TimeFormatToken[] {
  const tokens: TimeFormatToken[] = [];
  let text = '';
  const flush = (): void => {
    if (text !== '') tokens.push({ kind: 'text', text });
    text = '';
  };
  for (let i = 0; i < format.length; i++) {
    const match = format[i] === '%' ? variable.exec(format.slice(i + 1, i + 5)) : null;
    if (match === null) {
      text += format[i];
      continue;
    }
    i += match[0].length;
    const name = match[2] ?? match[3] ?? match[4]!;
    const composite = composites.get(name);
    if (name === 'n') text += '\n';
    else if (name === 't') text += '\t';
    else if (name === '%') text += '%';
    else {
      flush();
      if (composite !== undefined) tokens.push(...tokenizeTimeFormat(composite));
      else tokens.push({ kind: 'variable', name, width: match[1] === undefined ? undefined : Number(match[1]) });
    }
  }
  flush();
  return tokens;
}

/** The point or comma that ends a text and belongs to the subseconds behind it. */
export function subsecondPoint(
  text: TimeFormatToken | undefined,
  next: TimeFormatToken | undefined,
): string | undefined {
  if (text?.kind !== 'text' || next?.kind !== 'variable' || !isSubsecond(next.name)) return undefined;
  return /[.,]$/.exec(text.text)?.[0];
}

/** Whether a variable is that of subseconds with a number of digits. */
export const isSubsecond = (name: string): boolean => name === 'N' || name === 'Q';

/** Whether a piece of a format is digits of a second. */
export const areSubseconds = (token: TimeFormatToken | undefined): boolean =>
  token?.kind === 'variable' && (isSubsecond(token.name) || token.name === 'f');

/** What stands in a format as a variable and is none, with its percent sign; each as often as it is written. */
export function unknownTimeVariables(format: string): string[] {
  const unknown: string[] = [];
  for (let at = format.indexOf('%'); at !== -1; at = format.indexOf('%', at)) {
    const match = variable.exec(format.slice(at + 1, at + 5));
    if (match === null) unknown.push(format.slice(at, at + 2));
    at += 1 + (match?.[0].length ?? 0);
  }
  return unknown;
}

/** What the writers of one format share for one instant. */
interface Moment extends ZonedParts {
  epoch: number;
  timeZone: string;
}

type Writer = (moment: Moment) => string;

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));
const blankTwo = (value: number): string => (value < 10 ? ` ${value}` : String(value));
const three = (value: number): string => String(value).padStart(3, '0');
const fullYear = (year: number): string => (year < 0 ? `-${fullYear(-year)}` : String(year).padStart(4, '0'));
const shortYear = (year: number): string => two(((year % 100) + 100) % 100);
const dayNumber = (m: Moment): number => daysOfDate(m.year, m.month, m.day);
const yearDay = (m: Moment): number => dayNumber(m) - daysOfDate(m.year, 1, 1);
const weekday = (m: Moment): number => weekdayOf(dayNumber(m));
const hour12 = (hour: number): number => (hour % 12 === 0 ? 12 : hour % 12);
const fraction = (digits: number): Writer => {
  return (m) => String(nanosecondsOf(m.epoch)).padStart(9, '0').slice(0, digits);
};

const writers = new Map<string, Writer>([
  ['Y', (m) => fullYear(m.year)],
  ['y', (m) => shortYear(m.year)],
  ['C', (m) => two(Math.floor(m.year / 100))],
  ['m', (m) => two(m.month)],
  ['b', (m) => monthNames[m.month - 1]!.slice(0, 3)],
  ['h', (m) => monthNames[m.month - 1]!.slice(0, 3)],
  ['B', (m) => monthNames[m.month - 1]!],
  ['d', (m) => two(m.day)],
  ['e', (m) => blankTwo(m.day)],
  ['j', (m) => three(yearDay(m) + 1)],
  ['a', (m) => weekdayNames[weekday(m)]!.slice(0, 3)],
  ['A', (m) => weekdayNames[weekday(m)]!],
  ['w', (m) => String(weekday(m))],
  ['u', (m) => String(weekday(m) === 0 ? 7 : weekday(m))],
  ['U', (m) => two(Math.floor((yearDay(m) + 7 - weekday(m)) / 7))],
  ['W', (m) => two(Math.floor((yearDay(m) + 7 - ((weekday(m) + 6) % 7)) / 7))],
  ['V', (m) => two(isoWeekOf(dayNumber(m)).week)],
  ['G', (m) => fullYear(isoWeekOf(dayNumber(m)).year)],
  ['g', (m) => shortYear(isoWeekOf(dayNumber(m)).year)],
  ['H', (m) => two(m.hour)],
  ['k', (m) => blankTwo(m.hour)],
  ['I', (m) => two(hour12(m.hour))],
  ['l', (m) => blankTwo(hour12(m.hour))],
  ['M', (m) => two(m.minute)],
  ['S', (m) => two(m.second)],
  ['p', (m) => (m.hour < 12 ? 'AM' : 'PM')],
  ['f', fraction(6)],
  ['s', (m) => String(Math.floor(m.epoch))],
  ['z', (m) => formatOffset(m.offset, 'plain')],
  [':z', (m) => formatOffset(m.offset, 'minutes')],
  ['::z', (m) => formatOffset(m.offset, 'seconds')],
  [':::z', (m) => formatOffset(m.offset, 'shortest')],
  ['Ez', (m) => `${m.offset < 0 ? '-' : '+'}${Math.floor(Math.abs(m.offset) / 60)}`],
  ['Z', (m) => zoneAbbreviation(m.epoch, m.timeZone)],
]);

/** A format made ready: epoch seconds (fraction allowed) to text in a zone, or null outside the calendar's range. */
export type TimeFormatter = (epoch: number, timeZone: string) => string | null;

/** Prepares a strftime format once (spl-core 4.3). Sub-seconds are cut, not rounded. */
export function compileTimeFormat(format: string): TimeFormatter {
  const pieces: (string | Writer)[] = tokenizeTimeFormat(format).map((token) => {
    if (token.kind === 'text') return token.text;
    if (token.name === 'N') return fraction(token.width ?? 9);
    if (token.name === 'Q') return fraction(token.width ?? 3);
    return writers.get(token.name)!;
  });
  const moment: Moment = {
    year: 0,
    month: 1,
    day: 1,
    hour: 0,
    minute: 0,
    second: 0,
    offset: 0,
    epoch: 0,
    timeZone: 'UTC',
  };
  return (epoch, timeZone) => {
    // The range leaves a day for the offset.
    if (!(Math.abs(epoch) <= maximumEpoch - secondsPerDay)) return null;
    moment.epoch = epoch;
    moment.timeZone = timeZone;
    readZoned(epoch, timeZone, moment);
    let text = '';
    for (const piece of pieces) text += typeof piece === 'string' ? piece : piece(moment);
    return text;
  };
}

const prepared = new Map<string, TimeFormatter>();

/** {@link compileTimeFormat} for formats that come out of the data: the most recent ones stay prepared. */
export function formatTime(epoch: number, format: string, timeZone: string): string | null {
  let formatter = prepared.get(format);
  if (formatter === undefined) {
    formatter = compileTimeFormat(format);
    if (prepared.size >= 100) prepared.clear();
    prepared.set(format, formatter);
  }
  return formatter(epoch, timeZone);
}
