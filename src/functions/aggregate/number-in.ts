import { toNumber } from '../../values/coerce.js';
import type { Scalar } from '../../values/value.js';

/** A value as a number to calculate with, or null: text that is no number is ignored, and so is `nan`. */
export function numberIn(value: Scalar): number | null {
  const number = toNumber(value);
  return number === null || Number.isNaN(number) ? null : number;
}
