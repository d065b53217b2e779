import { w3cColumn, w3cValue } from '../../events/formats/w3c.js';
import { FieldBag } from '../../extraction/field-bag.js';
import { valuesOf } from '../../values/value.js';
import { delimitedFields } from './delimited.js';

const missing: ReadonlyMap<string, null> = new Map([['-', null]]);

/**
 * A line of a W3C extended log (IIS): columns by a `#Fields:` header inside the text, otherwise the given ones; `-` is
 * missing.
 */
export function w3cFields(raw: string, columns: readonly string[]): FieldBag {
  let names = columns;
  let line = raw;
  if (raw.includes('#')) {
    const lines = raw.split(/\r?\n/);
    const header = lines.find((each) => each.startsWith('#Fields:'));
    if (header !== undefined) names = header.slice(8).trim().split(/\s+/);
    line = lines.find((each) => each !== '' && !each.startsWith('#')) ?? '';
  }
  const bag = new FieldBag();
  const read = delimitedFields(line.trimEnd(), { separator: ' ', columns: names.map(w3cColumn), replace: missing });
  for (const name of read.fieldNames()) {
    for (const value of valuesOf(read.get(name))) bag.add(name, w3cValue(name, String(value)));
  }
  return bag;
}
