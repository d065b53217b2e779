import { isoTimeAt } from './iso.js';
import { timeOfLine } from './line.js';
import type { TimeContext } from './time-context.js';

/**
 * The time in a field that holds one: epoch seconds (also as text), or any timestamp text. Numbers too large for
 * seconds are milli-, micro- or nanoseconds; numbers that would be before 1980 are no timestamp unless `certain` says
 * that the field can only be epoch seconds (`_time`).
 */
export function timeOfValue(value: unknown, cx: TimeContext, certain = false): number | undefined {
  if (typeof value === 'number') return timeOfEpoch(value, certain);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return timeOfEpoch(Number(text), certain);
  const serialised = serialisedDate.exec(text);
  if (serialised !== null) return Number(serialised[1]) / 1e3;
  return isoTimeAt(text, 0, cx) ?? timeOfLine(text, cx);
}

/** Milliseconds since 1970 as .NET and PowerShell 5 write a date into JSON. */
const serialisedDate = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/;

function timeOfEpoch(number: number, certain: boolean): number | undefined {
  if (!Number.isFinite(number)) return undefined;
  const size = Math.abs(number);
  if (size < 1e11) return certain || number > 315_532_800 ? number : undefined;
  if (size < 1e14) return number / 1e3;
  if (size < 1e17) return number / 1e6;
  return size < 1e20 ? number / 1e9 : undefined;
}
