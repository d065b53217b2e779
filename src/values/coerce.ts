import type { Scalar, Value } from './value.js';

/** What counts as a number in text (spl-core 2.1): no blanks, no hex, no thousands separators. */
const numeric = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Whether text looks like a number. */
export function looksNumeric(text: string): boolean {
  const first = text.charCodeAt(0);
  // Most field values are words: decide on the first character before running the pattern.
  if (!((first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46)) return false;
  return numeric.test(text);
}

/**
 * A value as a number, or null when it is none. A multivalue of two or more is none.
 * Calculated specials (`inf`, `-inf`, `nan`) stay JavaScript numbers until they are printed.
 */
export function toNumber(value: Value): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return looksNumeric(value) ? Number(value) : null;
  return null;
}

/**
 * A number as Splunk prints it (spl-core 2.4): integers without decimals or exponent, with all digits of
 * shortest text that reads back the same; `nan`, `inf`, `-inf`.
 */
export function formatNumber(value: number): string {
  if (Number.isInteger(value)) {
    if (Object.is(value, -0)) return '0';
    return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? String(value) : BigInt(value).toString();
  }
  if (Number.isNaN(value)) return 'nan';
  if (value === Number.POSITIVE_INFINITY) return 'inf';
  if (value === Number.NEGATIVE_INFINITY) return '-inf';
  const text = String(value);
  if (!text.includes('e')) return text;
  // Splunk does not print small numbers with an exponent: move the point.
  const [mantissa = '', exponent = '0'] = text.split('e');
  const negative = mantissa.startsWith('-');
  const digits = mantissa.replace('-', '').replace('.', '');
  return `${negative ? '-' : ''}0.${'0'.repeat(-Number(exponent) - 1)}${digits}`;
}

/** A scalar as text; booleans print as `True` and `False` (spl-core 7). */
export function scalarText(value: Scalar): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return formatNumber(value);
  return value ? 'True' : 'False';
}

/** A value as text, or null for null. A multivalue is joined by newlines (spl-core 7). */
export function toText(value: Value): string | null {
  if (value === null) return null;
  if (typeof value === 'object') return value.map(scalarText).join('\n');
  return scalarText(value);
}
