import type { ContentFile, ContentItems } from '../content/read-file.js';
import { type FileSearch, searchesOf } from '../lint/file-search.js';
import type { Source } from '../source/source.js';

/** A file of the content as an editor shows it, and what was read of it. */
export interface LanguageFile {
  readonly file: ContentFile;
  readonly items: ContentItems;
}

/** A place in SPL that stands in a file. */
export interface WrittenPlace {
  /** The SPL as it is written, macros not expanded. */
  readonly written: Source;
  /** In `written`, or behind its end where only blanks stand between. */
  readonly offset: number;
  /** The search it belongs to; undefined in the definition of a macro. */
  readonly search: FileSearch | undefined;
}

/** The SPL of a file, search by search, and definitions of macros. */
export function textsOf({ items }: LanguageFile): Omit<WrittenPlace, 'offset'>[] {
  const owners = [...items.detections, ...items.baselines, ...items.dashboards];
  return [
    ...owners.flatMap(searchesOf).map((search) => ({ written: search.written, search })),
    ...items.macros.map(({ definition }) => ({ written: definition, search: undefined })),
  ];
}

/** Where an offset of the file lies in the SPL; undefined where the file holds something else. */
export function writtenAt(given: LanguageFile, offset: number): WrittenPlace | undefined {
  const { source } = given.file;
  for (const text of textsOf(given)) {
    const inside = offsetIn(text.written, source, offset);
    if (inside !== undefined) return { ...text, offset: inside };
  }
  // YAML drops the blanks behind a text, and somebody is about to write there.
  const before = source.text.slice(0, offset).trimEnd().length;
  if (before === offset) return undefined;
  for (const text of textsOf(given)) {
    const { length } = text.written.text;
    if (length > 0 && offsetIn(text.written, source, before) === length) return { ...text, offset: length };
  }
  return undefined;
}

/** The offset in a derived text that stands for one of a text it was made from, at its end too. */
function offsetIn(derived: Source, origin: Source, offset: number): number | undefined {
  if (derived.origin === undefined)
    return derived.text === origin.text && derived.name === origin.name ? offset : undefined;
  for (const piece of derived.origin.pieces) {
    if (piece.via !== undefined) continue;
    const inside = piece.source === origin ? offset : offsetIn(piece.source, origin, offset);
    if (inside === undefined || inside < piece.origin.start || inside > piece.origin.end) continue;
    if (piece.exact) return Math.min(piece.end, piece.start + inside - piece.origin.start);
    return inside === piece.origin.end ? piece.end : piece.start;
  }
  return undefined;
}
