import type { ContentEntry } from '../content/node.js';
import { type Span, span } from '../source/span.js';

/** A stretch of a text and what stands there afterwards. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/** Makes edits that do not overlap; of two at one place the first given comes first. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let copied = 0;
  for (const edit of edits.toSorted((a, b) => a.span.start - b.span.start)) {
    result += text.slice(copied, edit.span.start) + edit.text;
    copied = edit.span.end;
  }
  return result + text.slice(copied);
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The lines of a mapping entry, the comments right above it and its line end included. Undefined where it shares a line with others. */
export function entryLines(text: string, { key, value }: ContentEntry, withComments = true): Span | undefined {
  let start = lineStart(text, key.start);
  if (text.slice(start, key.start).replace('\ufeff', '').trim() !== '') return undefined;
  while (withComments && start > 0) {
    const above = lineStart(text, start - 1);
    if (!/^[ \t]*#/.test(text.slice(above, start))) break;
    start = above;
  }
  let end = Math.max(key.end, value.span.end);
  while (end > key.end && /\s/.test(text[end - 1]!)) end--;
  const feed = text.indexOf('\n', end);
  return span(start, feed === -1 ? text.length : feed + 1);
}

/** Lines with less indentation; lines that have less than that lose what they have. */
export function dedent(text: string, by: number): string {
  return text.replace(new RegExp(`^ {1,${by}}`, 'gm'), '');
}
