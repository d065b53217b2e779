import { cleanKey } from '../../extraction/clean-name.js';
import { FieldBag } from '../../extraction/field-bag.js';
import { barHeader } from './bar-header.js';

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
  header.fields.forEach((value, index) => {
    if (value !== '') bag.addFirst(`cef_${headerNames[index]}`, value);
  });
  const extension = raw.slice(header.end);
  let name = '';
  let start = 0;
  for (const match of extension.matchAll(nameBefore)) {
    addPair(bag, name, extension.slice(start, match.index));
    name = match[1]!;
    start = match.index + match[0].length;
  }
  addPair(bag, name, extension.slice(start));
  addLabelled(bag);
  return bag;
}

function addPair(bag: FieldBag, name: string, text: string): void {
  const value = text.trim();
  const field = cleanKey(name);
  if (field !== '' && value !== '')
    bag.addFirst(field, value.includes('\\') ? value.replace(escaped, unescaped) : value);
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
