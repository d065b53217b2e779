import { compactTimeAt } from './compact.js';
import { timeOfEpoch } from './epoch.js';
import { isoTimeAt } from './iso.js';
import { timeOfLine } from './line.js';
import type { TimeContext } from './time-context.js';

/**
 * The time in a field that holds one: epoch seconds (also as text), or any timestamp text. Numbers too large for
 * seconds are milli-, micro- or nanoseconds; numbers that would be before 1980 are no timestamp unless `certain` says
 * that the field can only be epoch seconds (`_time`).
 */
export function timeOfValue(value: unknown, cx: TimeContext, certain = false): number | undefined {
  if (typeof value === 'number') {
    return (value >= 1.9e13 ? dateInDigits(String(value), cx) : undefined) ?? timeOfEpoch(value, certain);
  }
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return dateInDigits(text, cx) ?? timeOfEpoch(Number(text), certain);
  const serialised = serialisedDate.exec(text);
  if (serialised !== null) return Number(serialised[1]) / 1e3;
  return isoTimeAt(text, 0, cx) ?? timeOfLine(text, cx);
}

/** `20241024101112`: as milliseconds these digits would be far in the future. */
function dateInDigits(text: string, cx: TimeContext): number | undefined {
  return text.length >= 14 && /^(?:19|20)\d{12}(?:\.\d+)?$/.test(text) ? compactTimeAt(text, 0, cx) : undefined;
}

/** Milliseconds since 1970 as .NET and PowerShell 5 write a date into JSON. */
const serialisedDate = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/;

/** The time that the first group of a pattern finds in a line, else the first timestamp of the line. */
export function timeWritten(line: string, pattern: RegExp, cx: TimeContext): number | undefined {
  const own = pattern.exec(line)?.[1];
  return (own === undefined ? undefined : timeOfValue(own, cx)) ?? timeOfLine(line, cx);
}
