import { cleanKey } from '../../extraction/clean-name.js';
import { FieldBag } from '../../extraction/field-bag.js';

const nameBefore = /(?:^|\s)([A-Za-z_][A-Za-z0-9_.-]*)=/g;

/**
 * `name=value` pairs whose unquoted values may hold blanks: a value runs to the next ` name=`
 * (`command=bash -il terminal=34816`). The first value of a name stays.
 */
export function kvRunFields(text: string): FieldBag {
  const bag = new FieldBag();
  let name = '';
  let start = 0;
  for (const match of text.matchAll(nameBefore)) {
    addRun(bag, name, text.slice(start, match.index));
    name = match[1]!;
    start = match.index + match[0].length;
  }
  addRun(bag, name, text.slice(start));
  return bag;
}

function addRun(bag: FieldBag, name: string, text: string): void {
  const value = text.trim();
  if (name !== '' && value !== '') bag.addFirst(cleanKey(name), value);
}
