import { isoTimeAt, zoneAt } from './iso.js';
import { localTime, monthOfName, type TimeContext, utcTime } from './time-context.js';

/** How far into a line a timestamp is looked for (Splunk looks at 128 characters). */
const lookahead = 160;

const month = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)';
/** Every shape of timestamp in one pass, so that the leftmost wins. */
export const shapes = new RegExp(
  [
    '(?<iso>\\b\\d{4}([-/])\\d\\d\\2\\d\\d[T ]\\d\\d:\\d\\d)',
    `(?<access>\\b\\d\\d/${month}/\\d{4}:\\d\\d:\\d\\d:\\d\\d)`,
    `(?<syslog>\\b${month} +\\d{1,2}(?: +\\d{4}|, +\\d{4})? +\\d\\d:\\d\\d:\\d\\d)`,
    `(?<mail>\\b\\d{1,2} ${month} \\d{4} \\d\\d:\\d\\d:\\d\\d)`,
    '(?<us>\\b\\d{1,2}[-/]\\d{1,2}[-/]\\d{4} \\d{1,2}:\\d\\d:\\d\\d)',
    '(?<epoch>(?:^|\\baudit\\(|\\b(?:time|timestamp|ts|_time|start|end|rt)=)"?(?:\\d{9,10}(?:\\.\\d+)?|\\d{13})(?=$|[\\s,;:|")]))',
  ].join('|'),
  'i',
);

/**
 * The first timestamp in the beginning of a line, whatever its shape: ISO 8601, access log, syslog with or without a
 * year, e-mail style, `MM/DD/YYYY hh:mm:ss AM`, audit and `time=` epochs.
 */
export function timeOfLine(line: string, cx: TimeContext): number | undefined {
  const text = line.length > lookahead ? line.slice(0, lookahead) : line;
  const match = shapes.exec(text);
  if (match === null) return undefined;
  const { iso, access, syslog, mail, us } = match.groups!;
  const after = match.index + match[0].length;
  if (iso !== undefined) return isoTimeAt(text, match.index, cx);
  if (access !== undefined) return accessTime(access, text, after, cx);
  if (syslog !== undefined) return syslogTime(syslog, text, after, cx);
  if (mail !== undefined) return mailTime(mail, text, after, cx);
  if (us !== undefined) return usTime(us, text, after, cx);
  const number = Number(/\d+(?:\.\d+)?$/.exec(match[0])![0]);
  return number >= 1e12 ? number / 1e3 : number;
}

/** `10/Oct/2000:13:55:36 -0700` of the common access log. */
function accessTime(text: string, line: string, after: number, cx: TimeContext): number | undefined {
  const numbers = clockOf(text.slice(12));
  return withZone(
    [Number(text.slice(7, 11)), monthOfName(text.slice(3, 6)), Number(text.slice(0, 2)), ...numbers],
    line,
    after,
    cx,
  );
}

/** `Oct 24 10:11:12`, also with a year before the clock. Without one, the latest such day that is not after `now`. */
function syslogTime(text: string, line: string, after: number, cx: TimeContext): number | undefined {
  const parts = text.split(/[ ,]+/);
  const monthNumber = monthOfName(parts[0]!);
  const day = Number(parts[1]);
  const clock = clockOf(parts.at(-1)!);
  if (parts.length === 4) return withZone([Number(parts[2]), monthNumber, day, ...clock], line, after, cx);
  // Cisco devices write the year after the clock.
  const late = /^ (\d{4})\b/.exec(line.slice(after, after + 6));
  if (late !== null) return localTime(cx, Number(late[1]), monthNumber, day, clock[0], clock[1], clock[2]);
  if (cx.now === undefined) return undefined;
  const year = new Date((cx.now + secondsPerDay) * 1000).getUTCFullYear();
  const fraction = fractionAt(line, after);
  for (const candidate of [year, year - 1, year - 2, year - 3, year - 4]) {
    // 29 February exists in one year of four only.
    if (monthNumber === 2 && day === 29 && new Date(Date.UTC(candidate, 1, 29)).getUTCMonth() !== 1) continue;
    const time = localTime(cx, candidate, monthNumber, day, clock[0], clock[1], clock[2] + fraction);
    if (time === undefined || time <= cx.now + secondsPerDay) return time;
  }
  return undefined;
}

const secondsPerDay = 86_400;

/** `24 Oct 2024 10:11:12 +0000`. */
function mailTime(text: string, line: string, after: number, cx: TimeContext): number | undefined {
  const [day, name, year, clock] = text.split(' ');
  return withZone([Number(year), monthOfName(name!), Number(day), ...clockOf(clock!)], line, after, cx);
}

/** `03/01/2024 10:00:00 AM`: month first; `13/01/2024` can only be day first. */
function usTime(text: string, line: string, after: number, cx: TimeContext): number | undefined {
  const [date, clock] = text.split(' ');
  const [first, second, year] = date!.split(/[-/]/).map(Number);
  const [hour, minute, seconds] = clockOf(clock!);
  const fractionText = /^[.,]\d+/.exec(line.slice(after, after + 12))?.[0] ?? '';
  const half = /^ ?([AP])M\b/i.exec(line.slice(after + fractionText.length, after + fractionText.length + 4));
  const dayFirst = first! > 12;
  const date2 = [year!, dayFirst ? second! : first!, dayFirst ? first! : second!] as const;
  if (half === null) return withZone([...date2, hour, minute, seconds], line, after, cx);
  if (hour < 1 || hour > 12) return undefined;
  const hour24 = (hour % 12) + (half[1]!.toUpperCase() === 'P' ? 12 : 0);
  return withZone([...date2, hour24, minute, seconds], line, after, cx, fractionText.length + half[0].length);
}

type Reading = readonly [year: number, month: number, day: number, hour: number, minute: number, second: number];

/** Adds the fraction and the zone that stand behind a timestamp. */
function withZone(
  [year, monthNumber, day, hour, minute, second]: Reading,
  line: string,
  after: number,
  cx: TimeContext,
  between?: number,
): number | undefined {
  const fraction = fractionAt(line, after);
  const end = after + (between ?? /^[.,]\d+/.exec(line.slice(after, after + 12))?.[0].length ?? 0);
  const offset = zoneAt(line, end);
  if (offset === undefined) return localTime(cx, year, monthNumber, day, hour, minute, second + fraction);
  const utc = utcTime(year, monthNumber, day, hour, minute, second);
  return utc === undefined ? undefined : utc - offset + fraction;
}

function fractionAt(line: string, at: number): number {
  const match = /^[.,](\d{1,9})/.exec(line.slice(at, at + 10));
  return match === null ? 0 : Number(`0.${match[1]}`);
}

function clockOf(text: string): readonly [hour: number, minute: number, second: number] {
  const [hour, minute, second] = text.split(':').map(Number);
  return [hour!, minute!, second!];
}
