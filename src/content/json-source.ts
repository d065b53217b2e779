import { DerivedText } from '../source/derived-text.js';
import type { Source } from '../source/source.js';
import { type Span, span } from '../source/span.js';
import type { JsonScalar } from '../values/json/node.js';

const part = /\\u[0-9a-fA-F]{4}|\\.|[^\\]+/g;

/** Where a JSON string stands, its quotes left out. `offset`: where the JSON begins in its file. */
export function jsonStringSpan(scalar: JsonScalar, offset = 0): Span {
  const end = offset + scalar.end;
  return span(end - scalar.source.length + 1, end - 1);
}

/** The text of a JSON string as a source of its own, every character of which knows its place in the file, whatever is escaped. */
export function jsonStringSource(file: Source, scalar: JsonScalar, offset: number, name: string): Source {
  const where = jsonStringSpan(scalar, offset);
  const derived = new DerivedText();
  for (const { 0: written, index } of scalar.source.slice(1, -1).matchAll(part)) {
    const start = where.start + index;
    const end = start + written.length;
    if (written.startsWith('\\')) derived.put(JSON.parse(`"${written}"`) as string, file, span(start, end));
    else derived.copy(file, start, end);
  }
  return derived.toSource(name, { source: file, span: where });
}
