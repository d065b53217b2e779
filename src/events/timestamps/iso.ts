import { localTime, type TimeContext, utcTime } from './time-context.js';

const zero = 48;

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
 * parts, a blank or nothing but the date, seconds left out, a comma before the fraction, and zones `Z`, ` UTC`, ` GMT`,
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
  const hour = join === 0x54 || join === 0x74 || join === 0x20 ? digitsAt(text, at + 11, 2) : -1;
  if (hour < 0 || text.charCodeAt(at + 13) !== 0x3a) return localTime(cx, year, month, day, 0, 0, 0);
  const minute = digitsAt(text, at + 14, 2);
  if (minute < 0) return undefined;
  let end = at + 16;
  let second = 0;
  if (text.charCodeAt(end) === 0x3a) {
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
  const offset = zoneAt(text, end);
  if (offset === undefined) return localTime(cx, year, month, day, hour, minute, second);
  const utc = utcTime(year, month, day, hour, minute, second);
  return utc === undefined ? undefined : roundTime(utc - offset);
}

/** Whether the digits behind a comma are milli-, micro- or nanoseconds, and not the next column of a table. */
export function isCommaFraction(text: string, comma: number, end: number): boolean {
  const digits = end - comma - 1;
  return (digits === 3 || digits === 6 || digits === 9) && text.charCodeAt(end) !== 0x2c;
}

/** Seconds east of UTC that a zone text says, or undefined when there is none. */
export function zoneAt(text: string, at: number): number | undefined {
  let start = at;
  if (text.charCodeAt(start) === 0x20) start++;
  const sign = text.charCodeAt(start);
  if (sign === 0x5a || sign === 0x7a) return 0;
  if (text.startsWith('UTC', start) || text.startsWith('GMT', start)) return 0;
  if (sign !== 0x2b && sign !== 0x2d) return undefined;
  const hours = digitsAt(text, start + 1, 2);
  if (hours < 0 || hours > 15) return undefined;
  const minuteAt = text.charCodeAt(start + 3) === 0x3a ? start + 4 : start + 3;
  const minutes = Math.max(0, digitsAt(text, minuteAt, 2));
  const offset = hours * 3600 + minutes * 60;
  return sign === 0x2d ? -offset : offset;
}

/** Adding whole seconds to a fraction leaves noise below the microsecond. */
function roundTime(epoch: number): number {
  return Number.isInteger(epoch) ? epoch : Math.round(epoch * 1e7) / 1e7;
}
