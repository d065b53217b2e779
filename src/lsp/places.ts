import { isAbsolute } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { lineIndexOf } from '../source/line-index.js';
import { rootPlace } from '../source/origin-map.js';
import type { Source } from '../source/source.js';
import type { Span } from '../source/span.js';

/** A place between two characters as the protocol counts: both from 0, characters in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A range of some file. */
export interface Location {
  readonly uri: string;
  readonly range: Range;
}

/** A replacement in a text. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** The place of an offset. A byte order mark counts as a character where the text that the editor sent has one. */
export function positionOf(source: Source, offset: number): Position {
  const { line, column } = lineIndexOf(source).positionAt(offset);
  const mark = line === 1 && source.text.startsWith('\ufeff') ? 1 : 0;
  return { line: line - 1, character: column - 1 + mark };
}

/** The offset of a place; what lies behind the end of a line or of the text is its end. */
export function offsetOf(source: Source, { line, character }: Position): number {
  const lines = lineIndexOf(source);
  if (!(line >= 0)) return 0;
  if (line >= lines.lineCount) return source.text.length;
  const { start, end } = lines.lineSpan(line + 1);
  const mark = line === 0 && source.text.startsWith('\ufeff') ? 1 : 0;
  return Math.min(end, Math.max(start, start - mark + Math.max(0, character || 0)));
}

export function rangeOf(source: Source, { start, end }: Span): Range {
  return { start: positionOf(source, start), end: positionOf(source, end) };
}

/** The place in the file that a stretch of some text came from; undefined where it came from no file. */
export function locationOf(
  source: Source,
  span: Span,
  uriOf: (name: string) => string | undefined,
): Location | undefined {
  const place = rootPlace(source, span);
  const uri = uriOf(place.source.name);
  return uri === undefined ? undefined : { uri, range: rangeOf(place.source, place.span) };
}

/** The path of a file; undefined for a document that is in no file of this machine. */
export function pathOfUri(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

/** The address of a file by the name of its source, which is its path; undefined for names in angle brackets. */
export function uriOfPath(path: string): string | undefined {
  return isAbsolute(path) ? pathToFileURL(path).href : undefined;
}

/** The one replacement that makes one text of another: what both begin and end with stays. */
export function editBetween(before: Source, after: string): TextEdit | undefined {
  const { text } = before;
  if (text === after) return undefined;
  const most = Math.min(text.length, after.length);
  let start = 0;
  while (start < most && text.charCodeAt(start) === after.charCodeAt(start)) start++;
  let same = 0;
  while (same < most - start && text.charCodeAt(text.length - 1 - same) === after.charCodeAt(after.length - 1 - same))
    same++;
  // A pair of surrogates, or of the characters that end a line, is not taken apart.
  if (start > 0 && isFirstOfPair(text, start - 1)) start--;
  if (same > 0 && [text, after].some((each) => isFirstOfPair(each, each.length - same - 1))) same--;
  const range = rangeOf(before, { start, end: text.length - same });
  return { range, newText: after.slice(start, after.length - same) };
}

function isFirstOfPair(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code >= 0xd800 && code < 0xdc00) || code === 0x0d;
}
