import { firstPlace } from '../../support/first-place.js';
/** How a cell of a lookup table is compared with an input: the pattern is in the table (spl-commands 8.2). */
export type LookupMatch = 'exact' | 'wildcard' | 'cidr';

/** Finds the cells, by number, that fit a text. */
export interface PatternFinder {
  find(text: string, found: (cell: number) => void): void;
}

/** One compared column of a lookup table: its distinct cells, the rows that hold each, and a finder over the cells. */
export class LookupColumn {
  /** For each row the number of its cell. */
  readonly #cellOf: Int32Array;
  /** Rows of all cells, ascending per cell, and where those of each cell start. */
  readonly #rows: Int32Array;
  readonly #starts: Int32Array;
  readonly #finder: PatternFinder;
  /** Query in which a cell fitted last. */
  readonly #fitted: Int32Array;
  #query = 0;
  #matched: number[] = [];
  #size = 0;

  constructor(cells: readonly string[], finder: (distinct: readonly string[]) => PatternFinder) {
    const numbers = new Map<string, number>();
    this.#cellOf = Int32Array.from(cells, (cell) => {
      const known = numbers.get(cell);
      if (known !== undefined) return known;
      const number = numbers.size;
      numbers.set(cell, number);
      return number;
    });
    this.#finder = finder([...numbers.keys()]);
    this.#fitted = new Int32Array(numbers.size);
    this.#starts = new Int32Array(numbers.size + 1);
    for (const cell of this.#cellOf) this.#starts[cell + 1]!++;
    for (let i = 1; i < this.#starts.length; i++) this.#starts[i]! += this.#starts[i - 1]!;
    this.#rows = new Int32Array(cells.length);
    const next = this.#starts.slice();
    for (const [row, cell] of this.#cellOf.entries()) this.#rows[next[cell]!++] = row;
  }

  /** Finds the cells that fit the text and gives the number of rows behind them. */
  match(text: string): number {
    // Stays within the array's 32 bits; 0 means that a cell never fitted.
    this.#query = (this.#query + 1) | 0 || 1;
    this.#matched = [];
    this.#size = 0;
    this.#finder.find(text, (cell) => {
      this.#fitted[cell] = this.#query;
      this.#matched.push(cell);
      this.#size += this.#starts[cell + 1]! - this.#starts[cell]!;
    });
    return this.#size;
  }

  /** Rows behind the cells of the last match. */
  get size(): number {
    return this.#size;
  }

  /** Whether the cell of a row fits the text of the last match. */
  accepts(row: number): boolean {
    return this.#fitted[this.#cellOf[row]!] === this.#query;
  }

  /** The rows behind the cells of the last match, from one row on to another: one ascending list per cell. */
  postings(from: number, to: number): Int32Array[] {
    return this.#matched.map((cell) => {
      const rows = this.#rows.subarray(this.#starts[cell]!, this.#starts[cell + 1]!);
      if (from <= rows[0]! && rows[rows.length - 1]! < to) return rows;
      return rows.subarray(placeOf(rows, from), placeOf(rows, to));
    });
  }
}

/** The place of the first row that is not before the given one. */
function placeOf(rows: Int32Array, given: number): number {
  return firstPlace(rows.length, (place) => rows[place]! >= given);
}
