import { scalarText } from './coerce.js';
import type { Value } from './value.js';

/** Whether some value of a field passes a test on its text; null has none (spl-core 2.2, 2.3). */
export function someText(value: Value, test: (text: string) => boolean): boolean {
  if (typeof value === 'string') return test(value);
  if (value === null) return false;
  if (typeof value === 'object') return value.some((element) => test(scalarText(element)));
  return test(scalarText(value));
}
