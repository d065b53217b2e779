import { scalarText } from '../values/coerce.js';
import type { Event } from '../values/event.js';
import { valuesOf } from '../values/value.js';
import { keyText } from './groups/group-keys.js';

/**
 * The key of a row, which rows of both sides of a join have in common that belong together; undefined when it lacks one of the
 * fields: a null key never matches (spl-commands 9.3). Of single values it is the `keyText`.
 */
export function joinKey(event: Event, fields: readonly string[]): string | undefined {
  const parts: string[] = [];
  for (const field of fields) {
    const values = valuesOf(event.get(field));
    if (values.length === 0) return undefined;
    parts.push(values.length === 1 ? scalarText(values[0]!) : keyText(values));
  }
  return keyText(parts);
}
