import { scalarText, toNumber } from './coerce.js';
import { type Scalar, type Value, valuesOf } from './value.js';

/** Order of texts by code point, which is the byte order of their UTF-8 (spl-commands 1). */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) {
      // Surrogates sort above the rest of the basic plane, as their code points do.
      const leftHigh = left >= 0xd800 && left <= 0xdfff;
      const rightHigh = right >= 0xd800 && right <= 0xdfff;
      if (leftHigh !== rightHigh) return leftHigh ? 1 : -1;
      return left - right;
    }
  }
  return a.length - b.length;
}

/** Order used by `min` and `max`: all numbers before all other values (spl-commands 3.2). */
export function compareNumbersFirst(a: Scalar, b: Scalar): number {
  const left = toNumber(a);
  const right = toNumber(b);
  if (left !== null && right !== null) return left - right;
  if (left !== null) return -1;
  if (right !== null) return 1;
  return compareText(scalarText(a), scalarText(b));
}

const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)$/;

/** An IPv4 address as a number, or null for other text. */
export function ipv4Number(text: string): number | null {
  if (!ipv4.test(text)) return null;
  return text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** Whether two values hold the same texts in the same order. */
export function sameValue(a: Value, b: Value): boolean {
  const left = valuesOf(a);
  const right = valuesOf(b);
  return left.length === right.length && left.every((value, i) => scalarText(value) === scalarText(right[i]!));
}
