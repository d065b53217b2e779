import { daysInMonth, daysOfDate, daysOfIsoWeek, maximumEpoch, secondsPerDay, weekdayOf } from './civil.js';
import { areSubseconds, isSubsecond, monthNames, subsecondPoint, tokenizeTimeFormat, weekdayNames } from './format.js';
import { epochOfLocal, zonedParts } from './zone.js';

/** What has been read so far; a field that the text did not give is undefined. */
interface Reading {
  year?: number;
  shortYear?: number;
  century?: number;
  month?: number;
  day?: number;
  yearDay?: number;
  weekday?: number;
  isoYear?: number;
  isoWeek?: number;
  sundayWeek?: number;
  mondayWeek?: number;
  hour?: number;
  hour12?: number;
  afternoon?: boolean;
  minute?: number;
  second?: number;
  /** Decimal digits after the second. */
  fraction?: string;
  epoch?: number;
  /** Seconds east of UTC. */
  offset?: number;
}

/** Reads at a position and gives the position after it, or -1. */
type Reader = (text: string, at: number, reading: Reading) => number;

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isBlank = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);

function skipBlanks(text: string, at: number): number {
  let i = at;
  while (i < text.length && isBlank(text.charCodeAt(i))) i++;
  return i;
}

function digitsEnd(text: string, at: number, width: number): number {
  let i = at;
  while (i < text.length && i - at < width && isDigit(text.charCodeAt(i))) i++;
  return i;
}

/** A whole number of at most `width` digits within bounds; blanks before it are skipped, as strptime does. */
function number(width: number, low: number, high: number, store: (reading: Reading, value: number) => void): Reader {
  return (text, at, reading) => {
    const start = skipBlanks(text, at);
    const end = digitsEnd(text, start, width);
    if (end === start) return -1;
    const value = Number(text.slice(start, end));
    if (value < low || value > high) return -1;
    store(reading, value);
    return end;
  };
}

/** A name, in full or its first three letters, in any letter case. */
function name(names: readonly string[], store: (reading: Reading, index: number) => void): Reader {
  const lower = names.map((full) => full.toLowerCase());
  return (text, at, reading) => {
    const start = skipBlanks(text, at);
    const ahead = text.slice(start, start + 9).toLowerCase();
    for (const [index, full] of lower.entries()) {
      if (!ahead.startsWith(full.slice(0, 3))) continue;
      store(reading, index);
      return start + (ahead.startsWith(full) ? full.length : 3);
    }
    return -1;
  };
}

const fraction = (width: number): Reader => {
  return (text, at, reading) => {
    const end = digitsEnd(text, at, width);
    if (end === at) return -1;
    reading.fraction = text.slice(at, end);
    return end;
  };
};

/** Subseconds with the point before them; a text may have neither (published for `%S.%N`). */
const afterPoint = (point: string, read: Reader): Reader => {
  return (text, at, reading) => {
    const end = text.startsWith(point, at) ? read(text, at + point.length, reading) : -1;
    return end < 0 ? at : end;
  };
};

const readMeridiem: Reader = (text, at, reading) => {
  const start = skipBlanks(text, at);
  const word = text.slice(start, start + 2).toLowerCase();
  if (word !== 'am' && word !== 'pm') return -1;
  reading.afternoon = word === 'pm';
  return start + 2;
};

const epoch = (width: number): Reader => {
  return (text, at, reading) => {
    const start = skipBlanks(text, at);
    const negative = text[start] === '-';
    const first = negative ? start + 1 : start;
    const end = digitsEnd(text, first, width);
    if (end === first) return -1;
    reading.epoch = Number(text.slice(start, end));
    return end;
  };
};

/** The digits of the epochs of this century; what stands directly behind them, as in `%s%3N`, is something else. */
const readShortEpoch = epoch(10);

/** `+0100`, `+01:00`, `+01:00:00`, `+01`, `Z`: every form of `%z` reads all of them. */
const readOffset: Reader = (text, at, reading) => {
  const start = skipBlanks(text, at);
  const letter = text[start];
  if (letter === 'Z' || letter === 'z') {
    reading.offset = 0;
    return start + 1;
  }
  const match = /^([+-])(\d\d)(?::?(\d\d)(?::?(\d\d))?)?/.exec(text.slice(start, start + 9));
  if (match === null) return -1;
  const minutes = Number(match[3] ?? 0);
  const seconds = Number(match[4] ?? 0);
  if (minutes > 59 || seconds > 59) return -1;
  const total = Number(match[2]) * 3600 + minutes * 60 + seconds;
  reading.offset = match[1] === '+' ? total : -total;
  return start + match[0].length;
};

const readOffsetMinutes: Reader = (text, at, reading) => {
  const start = skipBlanks(text, at);
  const match = /^[+-]?\d{1,4}/.exec(text.slice(start, start + 5));
  if (match === null) return -1;
  reading.offset = Number(match[0]) * 60;
  return start + match[0].length;
};

/**
 * Offsets in hours of common abbreviations: those of RFC 2822 first, the ambiguous ones (IST, BST) with their most
 * frequent meaning.
 */
export const zoneAbbreviations: ReadonlyMap<string, number> = new Map<string, number>(
  Object.entries({
    EST: -5,
    EDT: -4,
    CST: -6,
    CDT: -5,
    MST: -7,
    MDT: -6,
    PST: -8,
    PDT: -7,
    UTC: 0,
    UCT: 0,
    GMT: 0,
    Z: 0,
    WET: 0,
    WEST: 1,
    BST: 1,
    CET: 1,
    CEST: 2,
    EET: 2,
    EEST: 3,
    MSK: 3,
    IST: 5.5,
    SGT: 8,
    HKT: 8,
    AWST: 8,
    JST: 9,
    KST: 9,
    ACST: 9.5,
    ACDT: 10.5,
    AEST: 10,
    AEDT: 11,
    NZST: 12,
    NZDT: 13,
    AKST: -9,
    AKDT: -8,
    HST: -10,
  }),
);

const readZoneName: Reader = (text, at, reading) => {
  const start = skipBlanks(text, at);
  const word = /^[A-Za-z]{1,5}/.exec(text.slice(start, start + 5))?.[0];
  if (word === undefined) return readOffset(text, start, reading);
  const hours = zoneAbbreviations.get(word.toUpperCase());
  if (hours === undefined) return -1;
  reading.offset = hours * 3600;
  return start + word.length;
};

const readers = new Map<string, Reader>([
  ['Y', number(4, 0, 9999, (r, v) => (r.year = v))],
  ['y', number(2, 0, 99, (r, v) => (r.shortYear = v))],
  ['C', number(2, 0, 99, (r, v) => (r.century = v))],
  ['m', number(2, 1, 12, (r, v) => (r.month = v))],
  ['b', name(monthNames, (r, index) => (r.month = index + 1))],
  ['h', name(monthNames, (r, index) => (r.month = index + 1))],
  ['B', name(monthNames, (r, index) => (r.month = index + 1))],
  ['d', number(2, 1, 31, (r, v) => (r.day = v))],
  ['e', number(2, 1, 31, (r, v) => (r.day = v))],
  ['j', number(3, 1, 366, (r, v) => (r.yearDay = v))],
  ['a', name(weekdayNames, (r, index) => (r.weekday = index))],
  ['A', name(weekdayNames, (r, index) => (r.weekday = index))],
  ['w', number(1, 0, 6, (r, v) => (r.weekday = v))],
  ['u', number(1, 1, 7, (r, v) => (r.weekday = v % 7))],
  ['U', number(2, 0, 53, (r, v) => (r.sundayWeek = v))],
  ['W', number(2, 0, 53, (r, v) => (r.mondayWeek = v))],
  ['V', number(2, 1, 53, (r, v) => (r.isoWeek = v))],
  ['G', number(4, 0, 9999, (r, v) => (r.isoYear = v))],
  ['g', number(2, 0, 99, (r, v) => (r.isoYear = fullYearOf(v)))],
  ['H', number(2, 0, 23, (r, v) => (r.hour = v))],
  ['k', number(2, 0, 23, (r, v) => (r.hour = v))],
  ['I', number(2, 1, 12, (r, v) => (r.hour12 = v))],
  ['l', number(2, 1, 12, (r, v) => (r.hour12 = v))],
  ['M', number(2, 0, 59, (r, v) => (r.minute = v))],
  ['S', number(2, 0, 60, (r, v) => (r.second = v))],
  ['p', readMeridiem],
  ['f', fraction(6)],
  ['s', epoch(13)],
  ['z', readOffset],
  [':z', readOffset],
  ['::z', readOffset],
  [':::z', readOffset],
  ['Ez', readOffsetMinutes],
  ['Z', readZoneName],
]);

function fullYearOf(twoDigits: number): number {
  return twoDigits >= 69 ? 1900 + twoDigits : 2000 + twoDigits;
}

/** Literal text of the format: a blank stands for any run of blanks, everything else for itself. */
function literal(pattern: string): Reader {
  const pieces = pattern.split(/(\s+)/).filter((piece) => piece !== '');
  return (text, start) => {
    let at = start;
    for (const piece of pieces) {
      if (isBlank(piece.charCodeAt(0))) at = skipBlanks(text, at);
      else if (text.startsWith(piece, at)) at += piece.length;
      else return -1;
    }
    return at;
  };
}

/** The readers of a format, in order; a point or comma before subseconds belongs to them. */
function readersOf(format: string): Reader[] {
  const steps: Reader[] = [];
  const tokens = tokenizeTimeFormat(format);
  for (const [at, token] of tokens.entries()) {
    if (token.kind === 'text') {
      const isCut = subsecondPoint(token, tokens[at + 1]) !== undefined;
      steps.push(literal(isCut ? token.text.slice(0, -1) : token.text));
    } else if (isSubsecond(token.name)) {
      const read = fraction(token.width ?? 9);
      const point = subsecondPoint(tokens[at - 1], token);
      steps.push(point === undefined ? read : afterPoint(point, read));
    } else if (token.name === 's' && areSubseconds(tokens[at + 1])) steps.push(readShortEpoch);
    else steps.push(readers.get(token.name)!);
  }
  return steps;
}

const yearOf = (short: number, century: number | undefined): number =>
  century === undefined ? fullYearOf(short) : century * 100 + short;

/** The day number the reading names, or null when it names none (or one that does not exist). */
function dateOf(reading: Reading, timeZone: string, now: number): number | null {
  const given =
    reading.year ?? (reading.shortYear === undefined ? undefined : yearOf(reading.shortYear, reading.century));
  if (reading.day === undefined && reading.yearDay === undefined) return weekDateOf(reading, given);
  const today = given === undefined || reading.month === undefined ? zonedParts(now, timeZone) : null;
  const year = given ?? today!.year;
  if (reading.day === undefined) {
    const days = daysOfDate(year, 1, 1) + reading.yearDay! - 1;
    return days < daysOfDate(year + 1, 1, 1) ? days : null;
  }
  const month = reading.month ?? today!.month;
  return reading.day <= daysInMonth(year, month) ? daysOfDate(year, month, reading.day) : null;
}

function weekDateOf(reading: Reading, year: number | undefined): number | null {
  const { weekday } = reading;
  if (reading.isoWeek !== undefined && reading.isoYear !== undefined && weekday !== undefined) {
    return daysOfIsoWeek(reading.isoYear, reading.isoWeek) + ((weekday + 6) % 7);
  }
  if (year === undefined || weekday === undefined) return null;
  const first = daysOfDate(year, 1, 1);
  // Week 1 begins at the first Sunday (%U) or Monday (%W) of the year; the days before it are week 0.
  if (reading.sundayWeek !== undefined) {
    const firstSunday = first + ((7 - weekdayOf(first)) % 7);
    return firstSunday + (reading.sundayWeek - 1) * 7 + weekday;
  }
  if (reading.mondayWeek !== undefined) {
    const firstMonday = first + ((8 - weekdayOf(first)) % 7);
    return firstMonday + (reading.mondayWeek - 1) * 7 + ((weekday + 6) % 7);
  }
  return null;
}

function secondsOf(reading: Reading, timeZone: string, now: number): number | null {
  if (reading.epoch !== undefined) return reading.epoch;
  const days = dateOf(reading, timeZone, now);
  if (days === null) return null;
  const hour =
    reading.hour12 === undefined ? (reading.hour ?? 0) : (reading.hour12 % 12) + (reading.afternoon === true ? 12 : 0);
  const local = days * secondsPerDay + hour * 3600 + (reading.minute ?? 0) * 60 + (reading.second ?? 0);
  return reading.offset === undefined ? epochOfLocal(local, timeZone) : local - reading.offset;
}

/** Text to epoch seconds, or null when the text does not fit the format. */
export type TimeParser = (text: string, timeZone: string, now: number) => number | null;

/**
 * Prepares a strptime format once (spl-core 3.4 and 4.3). A day must be named (by `%d`, `%e`, `%j`, a week with its
 * weekday, or `%s`); a missing month or year is that of `now`, a missing time of day is midnight, a missing offset is
 * that of `timeZone`. Text after the last piece of the format is ignored.
 */
export function compileTimeParser(format: string): TimeParser {
  const steps = readersOf(format);
  return (text, timeZone, now) => {
    const reading: Reading = {};
    let at = 0;
    for (const step of steps) {
      at = step(text, at, reading);
      if (at < 0) return null;
    }
    const seconds = secondsOf(reading, timeZone, now);
    if (seconds === null || Math.abs(seconds) > maximumEpoch) return null;
    if (reading.fraction === undefined || Number(reading.fraction) === 0) return seconds;
    // Through text, so that 1700000000.123456 is the double nearest to it. Negative epochs count forward too.
    return seconds >= 0 ? Number(`${seconds}.${reading.fraction}`) : seconds + Number(`0.${reading.fraction}`);
  };
}

const prepared = new Map<string, TimeParser>();

/** {@link compileTimeParser} for formats that come out of the data: the most recent ones stay prepared. */
export function parseTime(text: string, format: string, timeZone: string, now: number): number | null {
  let parser = prepared.get(format);
  if (parser === undefined) {
    parser = compileTimeParser(format);
    if (prepared.size >= 100) prepared.clear();
    prepared.set(format, parser);
  }
  return parser(text, timeZone, now);
}
