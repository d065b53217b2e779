import { cleanKey } from '../../extraction/clean-name.js';
import { FieldBag } from '../../extraction/field-bag.js';

const nameBefore = /(?:^|\s)([A-Za-z_][A-Za-z0-9_.-]*)=/g;

/**
 * `name=value` pairs whose unquoted values may hold blanks: a value runs to the next ` name=`
 * (`command=bash -il terminal=34816`). The first value of a name stays.
 */
export function kvRunFields(text: string): FieldBag {
  const bag = new FieldBag();
  forEachRun(text, nameBefore, (name, value) => bag.addFirst(cleanKey(name), value));
  return bag;
}

/** Pairs whose values run to the next name, without the blanks around them and those of nothing; `nameBefore` matches ` name=`, global. */
export function forEachRun(text: string, nameBefore: RegExp, take: (name: string, value: string) => void): void {
  let name = '';
  let start = 0;
  const end = (at: number): void => {
    const value = text.slice(start, at).trim();
    if (name !== '' && value !== '') take(name, value);
  };
  for (const match of text.matchAll(nameBefore)) {
    end(match.index);
    name = match[1]!;
    start = match.index + match[0].length;
  }
  end(text.length);
}
