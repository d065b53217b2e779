import { formatNumber } from './coerce.js';

/**
 * A numeric text rounded half away from zero on its decimal digits and printed with exactly `decimals` of them
 * (spl-core 3.7: 2.555 to two decimals is 2.56 although the double is below). `decimals` must be bounded by the caller.
 */
export function roundDecimal(text: string, decimals: number): string {
  const plain = /[eE]/.test(text) ? formatNumber(Number(text)) : text;
  const negative = plain.startsWith('-');
  const unsigned = /^[+-]/.test(plain) ? plain.slice(1) : plain;
  const point = unsigned.indexOf('.');
  const whole = point < 0 ? unsigned : unsigned.slice(0, point);
  const fraction = point < 0 ? '' : unsigned.slice(point + 1);
  let digits = whole + fraction.slice(0, decimals).padEnd(decimals, '0');
  if (fraction.charCodeAt(decimals) >= 53) digits = increment(digits);
  digits = digits.replace(/^0+/, '').padStart(decimals + 1, '0');
  const cut = digits.length - decimals;
  const result = decimals === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
  return negative && /[1-9]/.test(result) ? `-${result}` : result;
}

/** Decimal digits plus one. */
function increment(digits: string): string {
  let at = digits.length - 1;
  while (at >= 0 && digits[at] === '9') at--;
  const zeros = '0'.repeat(digits.length - 1 - at);
  return at < 0 ? `1${zeros}` : `${digits.slice(0, at)}${Number(digits[at]) + 1}${zeros}`;
}
