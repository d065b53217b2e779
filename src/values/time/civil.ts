/**
 * Calendar arithmetic without zones, on the proleptic Gregorian calendar. "Local seconds" are seconds since
 * 1970-01-01 00:00 read off a wall clock; in UTC they are epoch seconds.
 */
export interface CivilParts {
  year: number;
  /** 1..12 */
  month: number;
  /** 1..31 */
  day: number;
  hour: number;
  minute: number;
  /** Whole seconds, 0..59. */
  second: number;
}

export const secondsPerDay = 86_400;

/** The largest distance from 1970 in seconds that a date can have here: 100 million days, as in ECMAScript. */
export const maximumEpoch = 8.64e12;

/** Days since 1970-01-01 of a date; months beyond 1..12 and days beyond the month carry over. */
export function daysOfDate(year: number, month: number, day: number): number {
  const monthIndex = year * 12 + (month - 1);
  const normalYear = Math.floor(monthIndex / 12);
  const normalMonth = monthIndex - normalYear * 12 + 1;
  const y = normalMonth <= 2 ? normalYear - 1 : normalYear;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (normalMonth + (normalMonth > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Local seconds of a wall-clock reading. */
export function localSecondsOf(parts: Readonly<CivilParts>): number {
  return (
    daysOfDate(parts.year, parts.month, parts.day) * secondsPerDay +
    parts.hour * 3600 +
    parts.minute * 60 +
    parts.second
  );
}

/** Writes the wall-clock reading of whole local seconds into `target`, so that hot paths need not allocate. */
export function readCivil(localSeconds: number, target: CivilParts): void {
  const days = Math.floor(localSeconds / secondsPerDay);
  const rest = localSeconds - days * secondsPerDay;
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  target.day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  target.month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  target.year = yearOfEra + era * 400 + (target.month <= 2 ? 1 : 0);
  target.hour = Math.floor(rest / 3600);
  target.minute = Math.floor((rest - target.hour * 3600) / 60);
  target.second = Math.floor(rest - target.hour * 3600 - target.minute * 60);
}

/** 0 (Sunday) .. 6 of a day number. */
export function weekdayOf(days: number): number {
  return (((days + 4) % 7) + 7) % 7;
}

export function daysInMonth(year: number, month: number): number {
  return daysOfDate(year, month + 1, 1) - daysOfDate(year, month, 1);
}

/** Whether a text is a day of the calendar, written as `2026-05-17`. */
export function isCalendarDay(text: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** ISO 8601 year and week of a day number. */
export function isoWeekOf(days: number): { year: number; week: number } {
  // The ISO year is the year of the week's Thursday.
  const thursday = days - ((weekdayOf(days) + 6) % 7) + 3;
  const parts: CivilParts = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0 };
  readCivil(thursday * secondsPerDay, parts);
  return { year: parts.year, week: Math.floor((thursday - daysOfDate(parts.year, 1, 1)) / 7) + 1 };
}

/** Day number of the Monday of an ISO week. */
export function daysOfIsoWeek(year: number, week: number): number {
  const fourth = daysOfDate(year, 1, 4);
  return fourth - ((weekdayOf(fourth) + 6) % 7) + (week - 1) * 7;
}

/**
 * Nanoseconds after the whole second of an epoch. They are read off the shortest decimal text of the number, because
 * `1700000000.123457` is stored as a double slightly below that: cutting the double itself would lose a microsecond.
 */
export function nanosecondsOf(epoch: number): number {
  if (Number.isInteger(epoch)) return 0;
  const text = String(Math.abs(epoch));
  const point = text.indexOf('.');
  const exponent = text.includes('e');
  const digits = exponent
    ? Math.floor((Math.abs(epoch) % 1) * 1e9)
    : Number(text.slice(point + 1, point + 10).padEnd(9, '0'));
  if (epoch >= 0) return digits;
  return digits === 0 ? 999_999_999 : 1_000_000_000 - digits;
}
