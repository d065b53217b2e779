import { daysOfDate, weekdayOf } from '../values/time/civil.js';
import { monthNames, weekdayNames } from '../values/time/format.js';
import { zonedParts } from '../values/time/zone.js';

/** Where the date fields take the reading of the clock from. */
export interface ClockReading {
  readonly time: number;
  /** Seconds east of UTC that the timestamp states; undefined when it states none and is of the zone below. */
  readonly offset: number | undefined;
  readonly timeZone: string;
}

/**
 * The default fields `date_*` (spl-core 6.2): the reading of the clock that the text of the timestamp shows, in no other zone.
 * `date_zone` is the offset it states in minutes, `local` when it states none.
 */
export function dateField(field: string, { time, offset, timeZone }: ClockReading): string | null {
  const parts = offset === undefined ? zonedParts(time, timeZone) : zonedParts(time + offset, 'UTC');
  switch (field) {
    case 'date_hour':
      return String(parts.hour);
    case 'date_mday':
      return String(parts.day);
    case 'date_minute':
      return String(parts.minute);
    case 'date_month':
      return monthNames[parts.month - 1]!.toLowerCase();
    case 'date_second':
      return String(Math.floor(parts.second));
    case 'date_wday':
      return weekdayNames[weekdayOf(daysOfDate(parts.year, parts.month, parts.day))]!.toLowerCase();
    case 'date_year':
      return String(parts.year);
    case 'date_zone':
      return offset === undefined ? 'local' : String(offset / 60);
    default:
      return null;
  }
}

/** Whether a field is one of the `date_*` fields. */
export function isDateField(field: string): boolean {
  return field.startsWith('date_');
}
