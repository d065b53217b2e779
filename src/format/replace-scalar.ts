import { readDocument } from '../content/document.js';
import type { ContentEntry, ContentMap } from '../content/node.js';
import { plainValue } from '../content/node.js';
import { createSource, type Source } from '../source/source.js';
import { type Span, span } from '../source/span.js';

/** A stretch of a file and what to write there, or why that is not safe. */
export type ScalarChange = { readonly span: Span; readonly text: string } | { readonly problem: string };

/**
 * Writes a text as the value of a key of a block mapping: as a literal block (`|-`), which takes SPL as it is. Nothing else of the file
 * changes: a comment behind the value moves behind the `|-`.
 */
export function literalChange(file: Source, entry: ContentEntry, text: string): ScalarChange {
  const { key, value } = entry;
  const all = file.text;
  if (value.kind !== 'scalar') return { problem: 'It is no text.' };
  const lineStart = all.lastIndexOf('\n', key.start - 1) + 1;
  const lead = all.slice(lineStart, key.start);
  if (!/^\ufeff? *$/.test(lead)) return { problem: 'Its key does not begin a line.' };
  // Between key and value only a colon: no anchor, tag or comment.
  if (!/^[ \t]*:[ \t]*$/.test(all.slice(key.end, value.span.start).replace(/\n *$/, '')))
    return { problem: 'An anchor, a tag or a comment stands in front of its text.' };
  if (/[\r\0-\x08\x0b-\x1f\x7f\ufeff\u2028\u2029\x85]/.test(text))
    return { problem: 'It holds characters that a block cannot hold.' };
  const isBlock = /^[|>]/.test(all.slice(value.span.start, value.span.start + 1));
  const lineEnd = (from: number): number => {
    const feed = all.indexOf('\n', from);
    return feed === -1 ? all.length : feed > from && all[feed - 1] === '\r' ? feed - 1 : feed;
  };
  let end = value.span.end;
  let note = '';
  if (isBlock) {
    note = /^[|>][-+\d]*([ \t]+#.*)?/.exec(all.slice(value.span.start, lineEnd(value.span.start)))?.[1] ?? '';
    // The span of a block goes on to the next key: blank lines and the last line end stay.
    while (end > value.span.start && /\s/.test(all[end - 1]!)) end--;
  } else {
    const rest = all.slice(end, lineEnd(end));
    if (rest.trim() !== '' && !/^[ \t]+#/.test(rest))
      return { problem: 'Something follows its text on the same line.' };
    note = rest.trimEnd();
    end = lineEnd(end);
  }
  const eol = all.includes('\r\n') ? '\r\n' : '\n';
  const indent = ' '.repeat(lead.replace('\ufeff', '').length + 2);
  const lines = text.split('\n').map((line) => (line === '' ? '' : indent + line));
  return { span: span(key.end, end), text: `: |-${note}${eol}${lines.join(eol)}` };
}

/** Whether a file with a change reads as before, with this text under this key. */
export function readsAsBefore(file: Source, root: ContentMap, changed: string, key: string, text: string): boolean {
  const again = readDocument(createSource(file.name, changed)).root;
  if (again === undefined) return false;
  const values = (map: ContentMap): string =>
    JSON.stringify([...map.entries].map(([name, each]) => [name, name === key ? '' : plainValue(each.value)]));
  const value = again.entries.get(key)?.value;
  return value?.kind === 'scalar' && value.text === text && values(again) === values(root);
}
