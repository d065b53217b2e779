import { daysInMonth, secondsPerDay } from '../../values/time/civil.js';
import { compactTimeAt } from './compact.js';
import { timeOfEpoch } from './epoch.js';
import { halfOfDayAt, isoTimeAt, zoneAt } from './iso.js';
import { localTime, monthOfName, type Reading, type TimeContext, utcTime, zonedTime } from './time-context.js';

/** How far into a line a timestamp is looked for (Splunk looks at 128 characters). */
export const lookahead = 160;

const month =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:tember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)';
/** Every shape of timestamp in one pass, so that the leftmost wins. */
export const shapes = new RegExp(
  [
    '(?<iso>\\b\\d{4}([-/])\\d\\d\\2\\d\\d[T _]\\d\\d:\\d\\d|\\b\\d{4}-\\d\\d-\\d\\d-\\d\\d\\.\\d\\d\\.\\d\\d)',
    '(?<pairs>\\bdate="?\\d{4}-\\d\\d-\\d\\d"?[ ,]+time="?\\d\\d:\\d\\d:\\d\\d)',
    '(?<compact>\\b(?:19|20)\\d\\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])(?:[T ]?(?:[01]\\d|2[0-3])(?:[0-5]\\d){2}|[T ]\\d\\d:\\d\\d:\\d\\d)(?!\\d))',
    `(?<day>\\b\\d{1,2}[-/ ]${month}[-/ ,]+\\d{4}[: ,]+\\d{1,2}:\\d\\d:\\d\\d)`,
    `(?<syslog>\\b(?:\\d{4} +${month} +\\d{1,2}|${month} +\\d{1,2}(?:,? +\\d{4},?)?) +\\d{1,2}:\\d\\d:\\d\\d)`,
    '(?<us>\\b\\d{1,2}(?:(?<gap>[-/.])\\d{1,2}\\k<gap>\\d{4}|/\\d{1,2}/\\d\\d)(?:, ?| |[-:](?=\\d\\d:))\\d{1,2}:\\d\\d:\\d\\d)',
    '(?<yearless>\\b\\d\\d/\\d\\d-\\d\\d:\\d\\d:\\d\\d(?=\\.\\d))',
    '(?<epoch>(?:^(?:<\\d{1,3}>\\d? ?)?|\\baudit\\(|\\b(?:time|timestamp|ts|_time|start|end|rt|eventtime)=)"?(?:\\d{9,10}(?:\\.\\d+)?|1\\d{12}(?:\\d{3}){0,2})(?=$|[\\s,;:|")]))',
  ].join('|'),
  'i',
);

/** The number in what the shape `epoch` matches. */
export const epochAtEnd = /\d+(?:\.\d+)?$/;

/**
 * The first timestamp in the beginning of a line, whatever its shape: ISO 8601 with or without separators, access log, syslog with or
 * without a year, e-mail style, `MM/DD/YYYY hh:mm:ss AM`, `DD.MM.YYYY`, `date=… time=…`, audit and `time=` epochs.
 */
export function timeOfLine(line: string, cx: TimeContext): number | undefined {
  const text = line.length > lookahead ? line.slice(0, lookahead) : line;
  const match = shapes.exec(text);
  if (match === null) return epochTime(text, cx);
  const { iso, pairs, compact, day, syslog, us, yearless } = match.groups!;
  const after = match.index + match[0].length;
  if (iso !== undefined) return isoTimeAt(text, match.index, cx);
  if (pairs !== undefined) return pairsTime(pairs, line, cx);
  if (compact !== undefined) return compactTimeAt(text, match.index, cx);
  if (day !== undefined) return dayTime(day, text, after, cx);
  if (syslog !== undefined) return syslogTime(syslog, text, after, cx);
  if (us !== undefined) return usTime(us, text, after, cx);
  if (yearless !== undefined) return yearlessTime(yearless, text, after, cx);
  return timeOfEpoch(Number(epochAtEnd.exec(match[0])![0]), false);
}

/** Where the first timestamp in the beginning of a line starts that has a date; infinite where there is none. */
export function timeStart(line: string): number {
  return shapes.exec(line.length > lookahead ? line.slice(0, lookahead) : line)?.index ?? Number.POSITIVE_INFINITY;
}

/** Seconds since 1970 between blanks or delimiters, in a text that has no other timestamp; Splunk's own recognition takes them too. */
export const loneEpoch = /(?<=^|[\s#,;"=([|{])1[2-9]\d{8}(?:\.\d{1,9})?(?![\w.(])/;

/** A number that says a time to come is none. */
function epochTime(text: string, { now }: TimeContext): number | undefined {
  const match = loneEpoch.exec(text);
  const time = match === null ? Number.POSITIVE_INFINITY : Number(match[0]);
  return time < (now ?? Number.POSITIVE_INFINITY) + secondsPerDay ? time : undefined;
}

/** How far behind its date and time an event in pairs may state its zone. */
const zoneLookahead = 1000;

/** `date=2024-10-24 time=10:11:12 … tz="+0200"` of firewalls. */
function pairsTime(text: string, line: string, cx: TimeContext): number | undefined {
  const [date, clock] = text.match(/\d{4}-\d\d-\d\d|\d\d:\d\d:\d\d/g)!;
  const zone = / tz="?([+-]\d{4})/.exec(line.slice(0, zoneLookahead))?.[1] ?? '';
  return isoTimeAt(`${date} ${clock}${zone}`, 0, cx);
}

/** `10/Oct/2000:13:55:36 -0700` of access logs, `24 Oct 2024 10:11:12 +0000` of e-mail, `24-Oct-2024 10:11:12`. */
function dayTime(text: string, line: string, after: number, cx: TimeContext): number | undefined {
  const [, day, name, year, clock] = /^(\d+)[-/ ]([a-z]{3})[a-z]*[-/ ,]+(\d{4})[: ,]+(.*)$/i.exec(text)!;
  return withZone([Number(year), monthOfName(name!), Number(day), ...clockOf(clock!)], line, after, cx);
}

/**
 * `Oct 24 10:11:12`, also with a year before the month or the clock, or behind the clock and its fraction or zone (Cisco, Apache, `date`). Without
 * one, the year of a full date of the same day that follows in the line, else the latest such day that is not after `now`.
 */
function syslogTime(text: string, line: string, after: number, cx: TimeContext): number | undefined {
  const parts = text.split(/[ ,]+/);
  if (/^\d/.test(text)) parts.splice(2, 0, parts.shift()!);
  const monthNumber = monthOfName(parts[0]!.slice(0, 3));
  const day = Number(parts[1]);
  const clock = clockOf(parts.at(-1)!);
  if (parts.length === 4) return withZone([Number(parts[2]), monthNumber, day, ...clock], line, after, cx);
  const late = /^(?:[.,]\d+)?( [A-Z]{3,5})? (\d{4})\b/.exec(line.slice(after, after + 24));
  if (late !== null) {
    const zone = late[1] === undefined ? undefined : zoneAt(late[1], 0);
    const numbers = [
      Number(late[2]),
      monthNumber,
      day,
      clock[0],
      clock[1],
      clock[2] + fractionAt(line, after),
    ] as const;
    if (zone === undefined) return localTime(cx, ...numbers);
    const utc = utcTime(...numbers);
    return utc === undefined ? undefined : utc - zone;
  }
  for (const [, year, otherMonth, otherDay] of line.slice(after).matchAll(/\b(\d{4})[-/](\d\d)[-/](\d\d)\b/g)) {
    if (Number(otherMonth) === monthNumber && Number(otherDay) === day) {
      return withZone([Number(year), monthNumber, day, ...clock], line, after, cx);
    }
  }
  return latestTime([monthNumber, day, ...clock], line, after, cx);
}

/** `10/24-10:11:12.123456` of Snort, month first. */
function yearlessTime(text: string, line: string, after: number, cx: TimeContext): number | undefined {
  const [date, clock] = text.split('-');
  const [month, day] = date!.split('/').map(Number);
  return latestTime([month!, day!, ...clockOf(clock!)], line, after, cx);
}

/** The latest time of a reading without a year that is not after `now`, give or take a day. */
function latestTime(
  [month, day, ...clock]: readonly [month: number, day: number, hour: number, minute: number, second: number],
  line: string,
  after: number,
  cx: TimeContext,
): number | undefined {
  if (cx.now === undefined) return undefined;
  const year = new Date((cx.now + secondsPerDay) * 1000).getUTCFullYear();
  const fraction = fractionAt(line, after);
  const zone = zoneAt(line, fractionEnd(line, after));
  for (const candidate of [year, year - 1, year - 2, year - 3, year - 4]) {
    // 29 February exists in one year of four only.
    if (month === 2 && day === 29 && daysInMonth(candidate, 2) < 29) continue;
    const time = zonedTime(cx, [candidate, month, day, ...clock], fraction, zone);
    if (time === undefined || time <= cx.now + secondsPerDay) return time;
  }
  return undefined;
}

/** `03/01/2024 10:00:00 AM`, also with `-`, `:` or `,` before the clock: month first; `13/01/2024` can only be day first, and so is `01.03.2024`. Years of two digits are of this century. */
function usTime(text: string, line: string, after: number, cx: TimeContext): number | undefined {
  const [clock] = /\d{1,2}:\d\d:\d\d$/.exec(text)!;
  const date = text.slice(0, -clock.length);
  const [first, second, year] = date.match(/\d+/g)!.map(Number);
  const dayFirst = first! > 12 || date.includes('.');
  const fullYear = year! < 100 ? 2000 + year! : year!;
  return withZone(
    [fullYear, dayFirst ? second! : first!, dayFirst ? first! : second!, ...clockOf(clock)],
    line,
    after,
    cx,
  );
}

/** Adds the fraction, the half of the day and the zone that stand behind a timestamp. */
function withZone(
  [year, monthNumber, day, hour, minute, second]: Reading,
  line: string,
  after: number,
  cx: TimeContext,
): number | undefined {
  const fraction = fractionAt(line, after);
  let end = fractionEnd(line, after);
  const half = halfOfDayAt(line, end);
  if (half !== undefined && (hour < 1 || hour > 12)) return undefined;
  if (half !== undefined) end += half.length;
  const hour24 = half === undefined ? hour : (hour % 12) + half.hours;
  return zonedTime(cx, [year, monthNumber, day, hour24, minute, second], fraction, zoneAt(line, end));
}

/** Where the fraction ends that stands behind a clock. */
function fractionEnd(line: string, at: number): number {
  return at + (/^[.,]\d+/.exec(line.slice(at, at + 12))?.[0].length ?? 0);
}

function fractionAt(line: string, at: number): number {
  const match = /^[.,](\d{1,9})/.exec(line.slice(at, at + 10));
  return match === null ? 0 : Number(`0.${match[1]}`);
}

function clockOf(text: string): readonly [hour: number, minute: number, second: number] {
  const [hour, minute, second] = text.split(':').map(Number);
  return [hour!, minute!, second!];
}
