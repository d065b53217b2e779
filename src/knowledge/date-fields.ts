import { daysOfDate, weekdayOf } from '../values/time-civil.js';
import { monthNames, weekdayNames } from '../values/time-format.js';
import { zonedParts } from '../values/time-zone.js';

/**
 * The default fields `date_*` (spl-core 6.2). Splunk takes them from the text of the timestamp; most machine logs write UTC, and the
 * reader passes on the instant only, so they are those of the instant in UTC and `date_zone` is 0.
 */
export function dateField(field: string, time: number): string | null {
  const parts = zonedParts(time, 'UTC');
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
      return '0';
    default:
      return null;
  }
}

/** Whether a field is one of the `date_*` fields. */
export function isDateField(field: string): boolean {
  return field.startsWith('date_');
}
