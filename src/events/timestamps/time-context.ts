import { daysOfDate, secondsPerDay } from '../../values/time/civil.js';
import { epochOfLocal } from '../../values/time/zone.js';

/** What a timestamp text does not say itself. Nothing here reads a clock. */
export interface TimeContext {
  /** Epoch seconds that decide the year of timestamps without one; without it such timestamps are not understood. */
  readonly now: number | undefined;
  /** The zone of timestamps without one (spl-core 4.2). */
  readonly timeZone: string;
}

/** Epoch seconds of a wall-clock reading without a zone, or undefined when it is no date. `month` is from 1. */
export function localTime(
  cx: TimeContext,
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number | undefined {
  const utc = utcTime(year, month, day, hour, minute, Math.floor(second));
  if (utc === undefined) return undefined;
  return epochOfLocal(utc, cx.timeZone) + (second - Math.floor(second));
}

/** The same reading taken as UTC. A leap second counts as the second after it. */
export function utcTime(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second >= 61) return undefined;
  // Date.UTC takes the years 0 to 99 for those of the last century.
  return daysOfDate(year, month, day) * secondsPerDay + hour * 3600 + minute * 60 + second;
}

/** What a timestamp text says: `month` from 1, years in full. */
export type Reading = readonly [year: number, month: number, day: number, hour: number, minute: number, second: number];

/** Epoch seconds of a reading and its fraction of a second; `offset`: seconds east of UTC, undefined where the text names no zone. */
export function zonedTime(
  cx: TimeContext,
  [year, month, day, hour, minute, second]: Reading,
  fraction: number,
  offset: number | undefined,
): number | undefined {
  if (offset === undefined) return localTime(cx, year, month, day, hour, minute, second + fraction);
  const utc = utcTime(year, month, day, hour, minute, second);
  return utc === undefined ? undefined : utc - offset + fraction;
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** 1..12 of an English three-letter month, 0 for anything else. */
export function monthOfName(name: string): number {
  return monthNames.indexOf(name.toLowerCase()) + 1;
}
