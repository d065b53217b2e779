import type { ContentFile, ContentItems } from '../content/read-file.js';
import { type FileSearch, searchesOf } from '../lint/file-search.js';
import { rootPlace } from '../source/origin-map.js';
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
  /** In `written`. */
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
  return undefined;
}

/** A place where somebody writes SPL, with the SPL before it: that of the file, and blanks behind it that are not part of it yet. */
export function typedAt(given: LanguageFile, offset: number): (WrittenPlace & { readonly before: string }) | undefined {
  const inside = writtenAt(given, offset);
  if (inside !== undefined) return { ...inside, before: inside.written.text.slice(0, inside.offset) };
  // YAML drops the blanks behind a text, and somebody is about to write there; where a line goes on, it is with something else.
  const { text } = given.file.source;
  const end = text.slice(0, offset).trimEnd().length;
  if (end === offset || !/^[^\S\n]*(?:\n|$)/.test(text.slice(offset))) return undefined;
  const last = writtenAt(given, end);
  if (last === undefined || last.offset === 0 || last.written.text.slice(last.offset).trim() !== '') return undefined;
  return { ...last, before: `${last.written.text.slice(0, last.offset)}${text.slice(end, offset)}` };
}

/** Whether SPL stands in single quotes of YAML, in which a single quote is written twice. */
export function isSingleQuoted(written: Source): boolean {
  const { source, span } = rootPlace(written, { start: 0, end: 0 });
  return source.text[span.start - 1] === "'";
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
