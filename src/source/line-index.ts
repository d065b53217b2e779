/** Line and column of an offset, both from 1; columns count UTF-16 units. */
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
    const starts = [0];
    for (const ending of text.matchAll(/\r\n|\n|\r/g)) starts.push(ending.index + ending[0].length);
    this.#starts = starts;
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  positionAt(offset: number): LinePosition {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - this.#starts[low]! + 1 };
  }

  /** Offset of the first character of a line (from 1). */
  lineStart(line: number): number {
    return this.#starts[line - 1] ?? this.#text.length;
  }

  /** The text of a line (from 1) without its ending. */
  lineText(line: number): string {
    const start = this.lineStart(line);
    const end = this.#starts[line] ?? this.#text.length;
    return this.#text.slice(start, end).replace(/[\r\n]+$/, '');
  }
}
