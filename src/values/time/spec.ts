import { type CivilParts, daysInMonth, daysOfDate, readCivil, secondsPerDay, weekdayOf } from './civil.js';
import { type TimeSyntaxError, type TimeUnit, timeUnit, unitSeconds } from './unit.js';
import { epochOf, epochOfLocal, zoneOffset } from './zone.js';

/** One step of a relative spec; steps apply from left to right. */
export type TimeStep =
  | { readonly kind: 'shift'; readonly amount: number; readonly unit: TimeUnit }
  /** `weekday`: the day a week begins on, 0 (Sunday) .. 6; only with `w`. */
  | { readonly kind: 'snap'; readonly unit: TimeUnit; readonly weekday: number };

/** A time modifier (spl-core 4.1, 4.4). `now` is a relative spec without steps. */
export type TimeSpec =
  | { readonly kind: 'relative'; readonly steps: readonly TimeStep[] }
  | { readonly kind: 'epoch'; readonly seconds: number }
  /** `%m/%d/%Y:%H:%M:%S`, a reading of the user's wall clock. */
  | { readonly kind: 'wall'; readonly parts: Readonly<CivilParts> };

const epochText = /^\d+(?:\.\d+)?$/;
const wallText = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?::(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.\d+)?)?$/;
const stepText = /([+-])(\d*)([A-Za-z]+)|@([A-Za-z]+)(\d?)/y;

/** Reads the text of `earliest=`, `latest=` or the second argument of `relative_time`. */
export function parseTimeSpec(text: string): TimeSpec | TimeSyntaxError {
  if (text === 'now' || text === 'now()') return { kind: 'relative', steps: [] };
  if (epochText.test(text)) return { kind: 'epoch', seconds: Number(text) };
  const wall = wallText.exec(text);
  if (wall !== null) return wallSpec(wall);
  if (text.startsWith('rt')) return { error: 'Real-time windows need a live Splunk.', offset: 0 };
  if (text === '') return { error: 'The time is empty.', offset: 0 };
  const steps: TimeStep[] = [];
  const matcher = new RegExp(stepText);
  while (matcher.lastIndex < text.length) {
    const offset = matcher.lastIndex;
    const match = matcher.exec(text);
    if (match === null) {
      return {
        error: 'Expected a step such as -1d or @d, an epoch, now, or month/day/year:hour:minute:second.',
        offset,
      };
    }
    const step = match[1] === undefined ? snapStep(match[4]!, match[5]!) : shiftStep(match[1], match[2]!, match[3]!);
    if (step === null) return { error: `${match[3] ?? match[4]! + match[5]!} is not a unit of time.`, offset };
    steps.push(step);
  }
  return { kind: 'relative', steps };
}

function shiftStep(sign: string, digits: string, word: string): TimeStep | null {
  const unit = timeUnit(word);
  if (unit === undefined) return null;
  const count = digits === '' ? 1 : Number(digits);
  return { kind: 'shift', amount: sign === '-' ? -count : count, unit };
}

function snapStep(word: string, digit: string): TimeStep | null {
  const unit = timeUnit(word);
  if (unit === undefined || (digit !== '' && (unit !== 'w' || digit > '7'))) return null;
  return { kind: 'snap', unit, weekday: Number(digit) % 7 };
}

function wallSpec(match: RegExpExecArray): TimeSpec | TimeSyntaxError {
  const [month, day, year, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
    return { error: 'There is no such day; a date is month/day/year.', offset: 0 };
  }
  if (hour > 23 || minute > 59 || second > 59) return { error: 'There is no such time of day.', offset: 0 };
  return { kind: 'wall', parts: { year, month, day, hour, minute, second } };
}

/**
 * The instant a spec means, counted from `epoch` (epoch seconds). Seconds, minutes and hours are elapsed time; days and
 * longer keep the wall time of the zone, and a day that the target month lacks becomes its last (spl-core 4.1). NaN
 * never occurs; amounts of absurd size give epochs beyond any calendar.
 */
export function applyTimeSpec(epoch: number, spec: TimeSpec, timeZone: string): number {
  if (spec.kind === 'epoch') return spec.seconds;
  if (spec.kind === 'wall') return epochOf(spec.parts, timeZone);
  let time = epoch;
  for (const step of spec.steps) {
    time =
      step.kind === 'shift'
        ? shiftTime(time, step.amount, step.unit, timeZone)
        : snapTime(time, step.unit, timeZone, step.weekday);
  }
  return time;
}

/** Moves an instant by an amount of a unit; see {@link applyTimeSpec}. */
export function shiftTime(epoch: number, amount: number, unit: TimeUnit, timeZone: string): number {
  if (unit === 's' || unit === 'm' || unit === 'h') return epoch + amount * unitSeconds.get(unit)!;
  const whole = Math.floor(epoch);
  const offset = zoneOffset(whole, timeZone);
  const local = whole + offset;
  const moved =
    unit === 'd' || unit === 'w'
      ? local + amount * unitSeconds.get(unit)!
      : shiftMonths(local, amount * (unit === 'mon' ? 1 : unit === 'q' ? 3 : 12));
  return epochOfLocal(moved, timeZone, offset) + (epoch - whole);
}

function shiftMonths(local: number, months: number): number {
  const parts: CivilParts = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0 };
  readCivil(local, parts);
  const index = parts.year * 12 + parts.month - 1 + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  const day = Math.min(parts.day, daysInMonth(year, month));
  return daysOfDate(year, month, day) * secondsPerDay + (local - Math.floor(local / secondsPerDay) * secondsPerDay);
}

/** The latest start of a unit at or before an instant, on the zone's wall clock; weeks begin on `weekday`. */
function snapTime(epoch: number, unit: TimeUnit, timeZone: string, weekday = 0): number {
  const whole = Math.floor(epoch);
  const offset = zoneOffset(whole, timeZone);
  const local = whole + offset;
  if (unit === 's') return whole;
  if (unit === 'm' || unit === 'h') {
    const length = unitSeconds.get(unit)!;
    return Math.floor(local / length) * length - offset;
  }
  const days = Math.floor(local / secondsPerDay);
  return epochOfLocal(startOfUnit(days, unit, weekday) * secondsPerDay, timeZone);
}

function startOfUnit(days: number, unit: TimeUnit, weekday: number): number {
  if (unit === 'd') return days;
  if (unit === 'w') return days - ((weekdayOf(days) - weekday + 7) % 7);
  const parts: CivilParts = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0 };
  readCivil(days * secondsPerDay, parts);
  if (unit === 'y') return daysOfDate(parts.year, 1, 1);
  return daysOfDate(parts.year, unit === 'q' ? parts.month - ((parts.month - 1) % 3) : parts.month, 1);
}

/** The value of a time modifier as epoch seconds; `now` is the start of the search. */
export function resolveTimeModifier(text: string, now: number, timeZone: string): number | TimeSyntaxError {
  const spec = parseTimeSpec(text.trim());
  return 'error' in spec ? spec : applyTimeSpec(now, spec, timeZone);
}
