import { zoneAbbreviations } from '../../values/time/parse.js';
import { localTime, type TimeContext, utcTime } from './time-context.js';

const zero = 48;

/** What may stand between date and clock: `T`, `t`, a blank, `_`, `-`. */
const joins: readonly number[] = [0x54, 0x74, 0x20, 0x5f, 0x2d];

/** What {@link zoneAt} reads, as a pattern: a name that goes on behind a hyphen or a dot is a host. */
export const zonePattern = ` ?(?:(?:[Zz]|${[...zoneAbbreviations.keys()].filter((name) => name !== 'Z').join('|')})(?!\\w|[.-]\\w)|[+-]\\d\\d(?::?\\d\\d)?(?!\\d))`;
const zoneText = new RegExp(zonePattern, 'y');

function digitsAt(text: string, at: number, count: number): number {
  let value = 0;
  for (let index = at; index < at + count; index++) {
    const digit = text.charCodeAt(index) - zero;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/**
 * The time that an ISO 8601 text at a position says: `2024-10-24T10:11:12.345Z`, also with `/` between the date's
 * parts, a blank or nothing but the date, seconds left out, a comma before the fraction, ` AM` and ` PM`, and zones `Z`, ` UTC`, ` CEST`,
 * `+01:00`, `+0100`, `+01`. Without a zone the context's is taken.
 */
export function isoTimeAt(text: string, at: number, cx: TimeContext): number | undefined {
  const year = digitsAt(text, at, 4);
  const separator = text.charCodeAt(at + 4);
  if (year < 0 || (separator !== 0x2d && separator !== 0x2f) || text.charCodeAt(at + 7) !== separator) return undefined;
  const month = digitsAt(text, at + 5, 2);
  const day = digitsAt(text, at + 8, 2);
  if (month < 0 || day < 0) return undefined;
  const join = text.charCodeAt(at + 10);
  let hour = joins.includes(join) ? digitsAt(text, at + 11, 2) : -1;
  // DB2 writes `2024-10-24-10.11.12.123456`.
  const colon = join === 0x2d ? 0x2e : 0x3a;
  if (hour < 0 || text.charCodeAt(at + 13) !== colon) return localTime(cx, year, month, day, 0, 0, 0);
  const minute = digitsAt(text, at + 14, 2);
  if (minute < 0) return undefined;
  let end = at + 16;
  let second = 0;
  if (text.charCodeAt(end) === colon) {
    second = digitsAt(text, end + 1, 2);
    if (second < 0) return undefined;
    end += 3;
    const point = text.charCodeAt(end);
    if (point === 0x2e || point === 0x2c) {
      let fractionEnd = end + 1;
      while (digitsAt(text, fractionEnd, 1) >= 0) fractionEnd++;
      if (point === 0x2e || isCommaFraction(text, end, fractionEnd)) {
        const digits = text.slice(end + 1, Math.min(fractionEnd, end + 13));
        if (digits !== '') second = Number(`${second}.${digits}`);
        end = fractionEnd;
      }
    }
  }
  const half = halfOfDayAt(text, end);
  if (half !== undefined && hour >= 1 && hour <= 12) {
    hour = (hour % 12) + half.hours;
    end += half.length;
  }
  const offset = zoneAt(text, end);
  if (offset === undefined) return localTime(cx, year, month, day, hour, minute, second);
  const utc = utcTime(year, month, day, hour, minute, second);
  return utc === undefined ? undefined : roundTime(utc - offset);
}

/** Whether the digits behind a comma are milli-, micro- or nanoseconds, and not the next column of a table. */
function isCommaFraction(text: string, comma: number, end: number): boolean {
  const digits = end - comma - 1;
  return (digits === 3 || digits === 6 || digits === 9) && text.charCodeAt(end) !== 0x2c;
}

/** Seconds east of UTC that a zone text says, or undefined when there is none: `CET-gw1` and `IST.example.com` are hosts. */
export function zoneAt(text: string, at: number): number | undefined {
  let start = at;
  if (text.charCodeAt(start) === 0x20) start++;
  const sign = text.charCodeAt(start);
  if (sign === 0x5a || sign === 0x7a) return isWordAt(text, start + 1) ? undefined : 0;
  if (sign >= 0x41 && sign <= 0x5a) {
    const name = /^[A-Z]{3,4}(?!\w|[.-]\w)/.exec(text.slice(start, start + 6))?.[0];
    const hours = name === undefined ? undefined : zoneAbbreviations.get(name);
    return hours === undefined ? undefined : hours * 3600;
  }
  if (sign !== 0x2b && sign !== 0x2d) return undefined;
  const hours = digitsAt(text, start + 1, 2);
  if (hours < 0 || hours > 15) return undefined;
  const minuteAt = text.charCodeAt(start + 3) === 0x3a ? start + 4 : start + 3;
  const minutes = Math.max(0, digitsAt(text, minuteAt, 2));
  const offset = hours * 3600 + minutes * 60;
  return sign === 0x2d ? -offset : offset;
}

/** Where the zone text ends that stands at a position, or the position where there is none. */
export function zoneEnd(text: string, at: number): number {
  zoneText.lastIndex = at;
  return zoneText.test(text) ? zoneText.lastIndex : at;
}

function isWordAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at) | 0x20;
  return code >= 0x61 && code <= 0x7a;
}

/** `AM` or `PM` behind a clock, with what stands between: how long that is, and the hours it adds. */
export function halfOfDayAt(text: string, at: number): { readonly length: number; readonly hours: number } | undefined {
  const first = text.charCodeAt(at) === 0x20 ? at + 1 : at;
  const letter = text.charCodeAt(first) | 0x20;
  if ((letter !== 0x61 && letter !== 0x70) || (text.charCodeAt(first + 1) | 0x20) !== 0x6d) return undefined;
  if (isWordAt(text, first + 2)) return undefined;
  return { length: first + 2 - at, hours: letter === 0x70 ? 12 : 0 };
}

/** Adding whole seconds to a fraction leaves noise below the microsecond. */
function roundTime(epoch: number): number {
  return Number.isInteger(epoch) ? epoch : Math.round(epoch * 1e7) / 1e7;
}
