import { daysOfDate, weekdayOf } from '../values/time/civil.js';
import { monthNames, weekdayNames } from '../values/time/format.js';
import { type ZonedParts, zonedParts } from '../values/time/zone.js';

/** Where the date fields take the reading of the clock from. */
export interface ClockReading {
  readonly time: number;
  /** Seconds east of UTC that the timestamp states; undefined when it states none and is of the zone below. */
  readonly offset: number | undefined;
  readonly timeZone: string;
}

/** Each field out of the reading of the clock, and the offset that the timestamp states. */
const dateFields: ReadonlyMap<string, (parts: ZonedParts, offset: number | undefined) => string> = new Map([
  ['date_hour', ({ hour }) => String(hour)],
  ['date_mday', ({ day }) => String(day)],
  ['date_minute', ({ minute }) => String(minute)],
  ['date_month', ({ month }) => monthNames[month - 1]!.toLowerCase()],
  ['date_second', ({ second }) => String(Math.floor(second))],
  ['date_wday', ({ year, month, day }) => weekdayNames[weekdayOf(daysOfDate(year, month, day))]!.toLowerCase()],
  ['date_year', ({ year }) => String(year)],
  ['date_zone', (_parts, offset) => (offset === undefined ? 'local' : String(offset / 60))],
]);

/** The `date_*` fields. */
export const dateFieldNames: readonly string[] = [...dateFields.keys()];

/** Whether a field is one of the `date_*` fields. */
export function isDateField(field: string): boolean {
  return dateFields.has(field);
}

/**
 * The default fields `date_*` (spl-core 6.2): the reading of the clock that the text of the timestamp shows, in no other zone.
 * `date_zone` is the offset it states in minutes, `local` when it states none. Null for other fields.
 */
export function dateField(field: string, { time, offset, timeZone }: ClockReading): string | null {
  const read = dateFields.get(field);
  if (read === undefined) return null;
  return read(offset === undefined ? zonedParts(time, timeZone) : zonedParts(time + offset, 'UTC'), offset);
}
