import { cleanKey } from '../../extraction/clean-name.js';
import { FieldBag } from '../../extraction/field-bag.js';
import { addHeader, barHeader } from './bar-header.js';
import { forEachRun } from './kv-runs.js';

const headerNames = ['cefVersion', 'vendor', 'product', 'version', 'signature', 'name', 'severity'];
/** A name of the extension: an equals sign that belongs to a value has a backslash in front of it. */
const nameBefore = /(?:^|\s)([A-Za-z][\w.[\]]*)=/g;
const escaped = /\\([\\=|nr])/g;
const label = /^(.+)Label$/;

/**
 * ArcSight Common Event Format: `cef_vendor`, `cef_name` … of the header, then the pairs, whose values run to the next ` name=`. A value that
 * has a label (`cs1Label=Policy cs1=Main`) is a field of that name too.
 */
export function cefFields(raw: string): FieldBag {
  const bag = new FieldBag();
  const header = barHeader(raw, 'CEF:', headerNames.length);
  if (header === null) return bag;
  addHeader(bag, header, 'cef', headerNames);
  forEachRun(raw.slice(header.end), nameBefore, (name, value) => {
    const field = cleanKey(name);
    if (field !== '') bag.addFirst(field, value.includes('\\') ? value.replace(escaped, unescaped) : value);
  });
  addLabelled(bag);
  return bag;
}

function unescaped(_: string, character: string): string {
  if (character === 'n') return '\n';
  return character === 'r' ? '\r' : character;
}

function addLabelled(bag: FieldBag): void {
  for (const field of [...bag.fieldNames()]) {
    const labelled = label.exec(field)?.[1];
    const value = labelled === undefined ? null : bag.get(labelled);
    const name = value === null ? '' : cleanKey(String(bag.get(field)));
    if (typeof value === 'string' && name !== '') bag.addFirst(name, value);
  }
}
