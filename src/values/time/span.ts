import { daysOfDate, nanosecondsOf, secondsPerDay } from './civil.js';
import { type TimeSyntaxError, timeUnit, unitSeconds } from './unit.js';
import { epochOfLocal, zonedParts, zoneOffset } from './zone.js';

/** The width of a time bin (spl-commands 6.6). */
export type TimeSpan =
  /** Less than a day, or no whole number of days; `micros` are microseconds. */
  | { readonly kind: 'elapsed'; readonly micros: number }
  /** Bins begin at local midnight; `weekday`: whole weeks from this day on, 0 (Sunday) .. 6. */
  | { readonly kind: 'days'; readonly count: number; readonly weekday?: number }
  /** Bins begin on the first of a month. */
  | { readonly kind: 'months'; readonly count: number };

/** A width of numeric bins: a plain number (seconds where the field is a time), or a logarithmic scale. */
export type NumberSpan =
  | { readonly kind: 'number'; readonly width: number }
  /** `2log10`: bins begin at coefficient × base^k. */
  | { readonly kind: 'log'; readonly coefficient: number; readonly base: number };

export type Span = TimeSpan | NumberSpan;

const subsecondMicros = new Map([
  ['us', 1],
  ['ms', 1_000],
  ['cs', 10_000],
  ['ds', 100_000],
]);

const logText = /^(\d+(?:\.\d*)?|\.\d+)?log(\d+(?:\.\d*)?|\.\d+)?$/;
const snappedText = /^[+-]?(\d*)([A-Za-z]+)@([A-Za-z]+)(\d?)$/;
const spanText = /^(\d+(?:\.\d*)?|\.\d+)?([A-Za-z]*)$/;

/** Reads a span: `5m`, `1h`, `1d`, `1mon`, `10ms`, `300`, `0.5`, `2log10`. */
export function parseSpan(text: string): Span | TimeSyntaxError {
  const log = logText.exec(text);
  if (log !== null) return logSpan(Number(log[1] ?? 1), Number(log[2] ?? 10));
  const snapped = snappedText.exec(text);
  if (snapped !== null) return snappedSpan(snapped as unknown as readonly [string, string, string, string, string]);
  const match = spanText.exec(text);
  if (match === null || text === '') return { error: 'A span is a number with a unit of time, such as 5m.', offset: 0 };
  const count = match[1] === undefined ? 1 : Number(match[1]);
  const word = match[2]!;
  const unitOffset = text.length - word.length;
  if (!(count > 0)) return { error: 'A span is greater than zero.', offset: 0 };
  if (word === '') return { kind: 'number', width: count };
  if (!Number.isInteger(count)) return { error: 'A span with a unit is a whole number of it.', offset: 0 };
  const small = subsecondMicros.get(word);
  if (small !== undefined) {
    const micros = small * count;
    if (micros < 1_000_000 && 1_000_000 % micros !== 0) {
      return { error: 'A span of less than a second divides a second evenly.', offset: 0 };
    }
    return ofMicros(micros);
  }
  const unit = timeUnit(word);
  if (unit === undefined) return { error: `${word} is not a unit of time.`, offset: unitOffset };
  if (unit === 'mon') return { kind: 'months', count };
  if (unit === 'q') return { kind: 'months', count: count * 3 };
  if (unit === 'y') return { kind: 'months', count: count * 12 };
  return ofMicros(unitSeconds.get(unit)! * count * 1e6);
}

/**
 * `1w@w1`: weeks that begin on a Monday (timechart, snap-to-time). Other units begin where their spans do anyway, so only a
 * snap to the same unit is one.
 */
function snappedSpan([, digits, word, snap, digit]: readonly [string, string, string, string, string]):
  | Span
  | TimeSyntaxError {
  const unit = timeUnit(word);
  const count = digits === '' ? 1 : Number(digits);
  const weekday = digit === '' ? 0 : Number(digit) % 7;
  if (unit === undefined || unit !== timeUnit(snap) || count === 0 || (digit !== '' && (unit !== 'w' || digit > '7')))
    return { error: 'A span that snaps is written with one unit, such as 1w@w1.', offset: 0 };
  return unit === 'w' ? { kind: 'days', count: 7 * count, weekday } : parseSpan(`${count}${word}`);
}

/** Days from 1970-01-01, a Thursday, to the first of the days that bins of this span begin on. */
export function firstDay(span: TimeSpan): number {
  return span.kind === 'days' && span.weekday !== undefined ? (span.weekday + 3) % 7 : 0;
}

function logSpan(coefficient: number, base: number): Span | TimeSyntaxError {
  if (!(base > 1)) return { error: 'The base of a logarithmic span is greater than 1.', offset: 0 };
  if (!(coefficient >= 1 && coefficient < base)) {
    return { error: 'The coefficient of a logarithmic span is at least 1 and less than its base.', offset: 0 };
  }
  return { kind: 'log', coefficient, base };
}

function ofMicros(micros: number): TimeSpan {
  const day = secondsPerDay * 1e6;
  return micros % day === 0 ? { kind: 'days', count: micros / day } : { kind: 'elapsed', micros };
}

/** A span as a width of time: a plain number is seconds; a logarithmic scale is none. */
export function timeSpanOf(span: Span): TimeSpan | null {
  if (span.kind === 'log') return null;
  return span.kind === 'number' ? ofMicros(Math.round(span.width * 1e6)) : span;
}

function microsOf(epoch: number): number {
  return Math.floor(epoch) * 1e6 + Math.floor(nanosecondsOf(epoch) / 1000);
}

/**
 * Start of the bin that holds an instant, epoch seconds. Bins count from the epoch, or from `align` (epoch seconds;
 * `aligntime=`), which days and longer ignore: they begin at midnight, months on the first, of the zone.
 */
export function binStart(epoch: number, span: TimeSpan, timeZone: string, align = 0): number {
  if (span.kind === 'elapsed') return elapsedStart(epoch, span.micros, timeZone, align);
  if (span.kind === 'days') {
    const whole = Math.floor(epoch);
    const day = Math.floor((whole + zoneOffset(whole, timeZone)) / secondsPerDay);
    const first = firstDay(span);
    const start = Math.floor((day - first) / span.count) * span.count + first;
    return epochOfLocal(start * secondsPerDay, timeZone);
  }
  const parts = zonedParts(epoch, timeZone);
  return monthStart(Math.floor(((parts.year - 1970) * 12 + parts.month - 1) / span.count) * span.count, timeZone);
}

function elapsedStart(epoch: number, micros: number, timeZone: string, align: number): number {
  if (micros > secondsPerDay * 1e6) {
    const offset = zoneOffset(Math.floor(epoch), timeZone);
    const local = microsOf(epoch) + offset * 1e6;
    return epochOfLocal(Math.floor(local / micros) * (micros / 1e6), timeZone, offset);
  }
  // Whole seconds stay in seconds: no rounding can creep in.
  if (micros % 1e6 === 0) {
    const seconds = micros / 1e6;
    return Math.floor((epoch - align) / seconds) * seconds + align;
  }
  const from = microsOf(align);
  return (Math.floor((microsOf(epoch) - from) / micros) * micros + from) / 1e6;
}

function monthStart(monthsSince1970: number, timeZone: string): number {
  return epochOfLocal(daysOfDate(1970, 1 + monthsSince1970, 1) * secondsPerDay, timeZone);
}

/** Start of the bin after the one that begins at `start`, for filling gaps (`timechart`, `makecontinuous`). */
export function nextBin(start: number, span: TimeSpan, timeZone: string): number {
  if (span.kind === 'elapsed') {
    if (span.micros % 1e6 === 0) return start + span.micros / 1e6;
    return (microsOf(start) + span.micros) / 1e6;
  }
  const parts = zonedParts(start, timeZone);
  if (span.kind === 'months') return monthStart((parts.year - 1970) * 12 + parts.month - 1 + span.count, timeZone);
  return epochOfLocal((daysOfDate(parts.year, parts.month, parts.day) + span.count) * secondsPerDay, timeZone);
}

/** Bounds of the bin of a number that is no time, low included and high excluded; null where a log scale has none. */
export function numberBin(value: number, span: NumberSpan): readonly [number, number] | null {
  if (!Number.isFinite(value)) return null;
  if (span.kind === 'number') {
    const digits = decimalsOf(span.width);
    // 3 * 0.1 is not 0.3: bounds have no more decimals than the width.
    const bound = (index: number): number => Number((index * span.width).toFixed(digits));
    return boundsAround(value, Math.floor(value / span.width), bound);
  }
  if (value <= 0) return null;
  const exponent = Math.floor(Math.log(value / span.coefficient) / Math.log(span.base));
  return boundsAround(value, exponent, (index) => span.coefficient * span.base ** index);
}

/** Divisions and logarithms may miss a bound by their last digit: the index is right to within one. */
function boundsAround(value: number, guess: number, bound: (index: number) => number): readonly [number, number] {
  let index = guess;
  if (bound(index + 1) <= value) index++;
  else if (bound(index) > value) index--;
  return [bound(index), bound(index + 1)];
}

function decimalsOf(value: number): number {
  const text = String(value);
  if (text.includes('e-')) return 20;
  const point = text.indexOf('.');
  return point < 0 ? 0 : text.length - point - 1;
}

/** Reads `<n>[s|m|h|d]` (`maxspan=`, `maxpause=`) as seconds; without a unit it is seconds. */
export function parseDuration(text: string): number | TimeSyntaxError {
  const match = /^(\d+(?:\.\d+)?)([A-Za-z]*)$/.exec(text);
  if (match === null) return { error: 'A duration is a number with s, m, h or d, such as 5m.', offset: 0 };
  const unit = match[2] === '' ? 's' : timeUnit(match[2]!);
  const seconds = unit === undefined ? undefined : unitSeconds.get(unit);
  if (seconds === undefined) return { error: `${match[2]} is not a unit of a duration.`, offset: match[1]!.length };
  return Number(match[1]) * seconds;
}
