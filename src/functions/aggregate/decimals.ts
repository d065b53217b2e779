import { formatNumber } from '../../values/coerce.js';
import type { Scalar } from '../../values/value.js';

/** More decimals than a double can be trusted with; such results are left as calculated. */
export const mostDecimals = 15;

/** Decimals a value is written with: `0.25` has two, `1e-3` three, whole numbers none. */
export function decimalsOf(value: Scalar): number {
  if (typeof value === 'number') {
    if (Number.isInteger(value) || !Number.isFinite(value)) return 0;
    return decimalsOf(formatNumber(value));
  }
  const text = String(value);
  const point = text.indexOf('.');
  const exponentAt = text.search(/[eE]/);
  if (point < 0 && exponentAt < 0) return 0;
  const end = exponentAt < 0 ? text.length : exponentAt;
  const written = point < 0 ? 0 : end - point - 1;
  const exponent = exponentAt < 0 ? 0 : Number(text.slice(exponentAt + 1));
  return Math.max(0, written - exponent);
}

/**
 * A sum or difference of numbers with at most so many decimals has no more decimals itself: takes away what binary
 * fractions added, so that 0.1 and 0.2 make 0.3 (spl-core 7: the shortest exact text).
 */
export function roundToDecimals(value: number, decimals: number): number {
  if (decimals === 0 || decimals > mostDecimals || !(Math.abs(value) < 1e21)) return value;
  return Number(value.toFixed(decimals));
}
