import { firstPlace } from '../support/first-place.js';
import type { Source } from './source.js';
import type { Span } from './span.js';

/** Line and column of an offset, both from 1; columns count UTF-16 units, a byte order mark not included. */
export interface LinePosition {
  readonly line: number;
  readonly column: number;
}

/** Where the lines of a text begin; LF, CRLF and CR end a line. */
export class LineIndex {
  readonly #starts: readonly number[];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    const starts = [text.startsWith('\ufeff') ? 1 : 0];
    for (const ending of text.matchAll(/\r\n|\n|\r/g)) starts.push(ending.index + ending[0].length);
    this.#starts = starts;
  }

  /** Number of lines; a text that ends with a line ending has an empty last line. */
  get lineCount(): number {
    return this.#starts.length;
  }

  /** Position of an offset; offsets outside of the text count as its nearest end. */
  positionAt(offset: number): LinePosition {
    const at = Math.max(this.#starts[0]!, Math.min(offset, this.#text.length));
    const starts = this.#starts;
    const line = firstPlace(starts.length, (place) => starts[place]! > at);
    return { line, column: at - starts[line - 1]! + 1 };
  }

  /** Offset of the first character of a line (from 1). */
  lineStart(line: number): number {
    return this.#starts[line - 1] ?? this.#text.length;
  }

  /** Offsets of a line (from 1) without its ending. */
  lineSpan(line: number): Span {
    const start = this.lineStart(line);
    let end = this.#starts[line] ?? this.#text.length;
    if (end > start && this.#starts[line] !== undefined) {
      end -= this.#text[end - 1] === '\n' && end - 1 > start && this.#text[end - 2] === '\r' ? 2 : 1;
    }
    return { start, end };
  }

  /** The text of a line (from 1) without its ending. */
  lineText(line: number): string {
    const { start, end } = this.lineSpan(line);
    return this.#text.slice(start, end);
  }
}

const indexes = new WeakMap<Source, LineIndex>();

/** The line index of a source, built once per source object. */
export function lineIndexOf(source: Source): LineIndex {
  let index = indexes.get(source);
  if (index === undefined) {
    index = new LineIndex(source.text);
    indexes.set(source, index);
  }
  return index;
}
