import { formatNumber, looksNumeric } from './coerce.js';
import { roundDecimal } from './decimal.js';
import type { Value } from './value.js';

/**
 * Significant digits a value carries (spl-core 2.4). A numeric text with a decimal point has as many as it shows, leading
 * zeros not counted and trailing ones counted: `0.2` 1, `0.20` 2, `8.250` 4. Integers and calculated numbers are exact:
 * Infinity.
 */
export function significantDigits(value: Value): number {
  if (typeof value !== 'string' || !value.includes('.') || !looksNumeric(value)) return Number.POSITIVE_INFINITY;
  let count = 0;
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    if (code === 69 || code === 101) break;
    if (code >= 48 && code <= 57 && (count > 0 || code !== 48)) count++;
  }
  return Math.max(count, 1);
}

/**
 * The text of a number literal with a point, as it prints (spl-core 2.4, 7): with the decimals it shows, and so with its significant
 * digits. `.5` is 0.5, `1.50e1` is 15.0.
 */
export function decimalText(literal: string): string {
  const [mantissa = '', exponent = '0'] = literal.split(/[eE]/);
  const decimals = mantissa.length - mantissa.indexOf('.') - 1 - Number(exponent);
  const value = Number(literal);
  if (!Number.isFinite(value) || decimals > mostDecimals) return formatNumber(value);
  return roundDecimal(literal, Math.max(0, decimals));
}

/** Decimals of the least double. */
const mostDecimals = 324;

/**
 * The result of `*` or `/` at the given significant digits (spl-core 2.4): rounded half away from zero, never left of the
 * decimal point, and printed with that many decimals; a numeric text. Exact results stay numbers.
 */
export function roundProduct(result: number, digits: number): number | string {
  if (!Number.isFinite(digits) || !Number.isFinite(result) || result === 0) return result;
  return roundDecimal(formatNumber(result), Math.max(0, digits - 1 - magnitude(result)));
}

/** A number rounded to significant digits, also left of the decimal point (`sigfig`, spl-core 3.7). */
export function roundSignificant(result: number, digits: number): number | string {
  if (!Number.isFinite(digits) || !Number.isFinite(result) || result === 0) return result;
  const decimals = digits - 1 - magnitude(result);
  if (decimals >= 0) return roundDecimal(formatNumber(result), decimals);
  const unit = 10 ** -decimals;
  return Number(roundDecimal(formatNumber(result / unit), 0)) * unit;
}

/** Power of ten of the first digit: 0 for 5, 3 for 1111, -1 for 0.9. */
function magnitude(value: number): number {
  const text = value.toExponential();
  return Number(text.slice(text.indexOf('e') + 1));
}

/**
 * The result of `+` or `-` (spl-core 2.4): not rounded, but a sum of decimal texts has no more decimals than they have,
 * so the error of the binary addition is taken off (`123.0+4.567` is 127.567). Other operands leave it as it is.
 */
export function roundSum(result: number, a: Value, b: Value): number {
  if (Number.isInteger(result) || !Number.isFinite(result)) return result;
  const decimals = Math.max(decimalPlaces(a), decimalPlaces(b));
  return decimals <= 15 ? Number(roundDecimal(formatNumber(result), decimals)) : result;
}

/** Decimals of a numeric text or an integer; Infinity where they are not known. */
function decimalPlaces(value: Value): number {
  if (typeof value === 'number') return Number.isInteger(value) ? 0 : Number.POSITIVE_INFINITY;
  if (typeof value !== 'string' || /[eE]/.test(value)) return Number.POSITIVE_INFINITY;
  const point = value.indexOf('.');
  return point < 0 ? 0 : value.length - point - 1;
}
