import { FieldBag } from '../../extraction/field-bag.js';
import { valuesOf } from '../../values/value.js';
import { delimitedFields } from './delimited.js';

const missing: ReadonlyMap<string, null> = new Map([['-', null]]);

/** A W3C column as a field name: `cs(User-Agent)` is `cs_User_Agent`, `sc-status` is `sc_status`. */
export function w3cColumn(column: string): string {
  return column.replace(/\)$/, '').replace(/[^A-Za-z0-9_]/g, '_');
}

/**
 * A line of a W3C extended log (IIS): columns by a `#Fields:` header inside the text, otherwise the given ones; `-` is
 * missing, `+` in a user agent is a blank.
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
    for (const value of valuesOf(read.get(name))) {
      bag.add(name, name === 'cs_User_Agent' ? String(value).replaceAll('+', ' ') : String(value));
    }
  }
  return bag;
}
