import type { Label } from '../diagnostics/diagnostic.js';
import { rootPlace } from '../source/origin-map.js';
import type { LanguageContext } from './known-rows.js';
import { wordAt } from './word.js';
import type { LanguageFile } from './written-place.js';

/** Where the thing that the word at an offset names is written: a macro, a lookup, a data source. Things that are in no file have no place. */
export function definitionsAt(file: LanguageFile, offset: number, cx: LanguageContext): Label[] {
  const meaning = wordAt(file, offset, cx)?.meaning;
  switch (meaning?.kind) {
    case 'macro':
      return meaning.macros.flatMap(({ definition }) => {
        if (definition.origin === undefined) return [];
        const { source, span } = rootPlace(definition, { start: 0, end: definition.text.length });
        return [{ source, span }];
      });
    case 'lookup':
      return meaning.lookup.at === undefined ? [] : [meaning.lookup.at];
    case 'data-source':
      return [meaning.source.at];
    default:
      return [];
  }
}
