import { foldCase } from '../case-fold.js';
import { RowMerge } from '../row-merge.js';
import { CidrIndex } from './cidr-index.js';
import { LookupColumn, type LookupMatch, type PatternFinder } from './lookup-column.js';
import { type LookupTimes, TimeOrder } from './lookup-times.js';
import { WildcardIndex } from './wildcard-index.js';

/** A lookup table: names of the columns and the cells row by row; missing cells are empty. */
export interface LookupTable {
  readonly fields: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A column that is compared with an input, and how (`match_type`, spl-commands 8.2). */
export interface LookupKey {
  readonly field: string;
  readonly match: LookupMatch;
}

export interface LookupMatching {
  /** At least one; each names a column of the table. */
  readonly keys: readonly LookupKey[];
  readonly caseSensitive: boolean;
  /** Rows found at most: the first in file order, or the latest of a time-based table. */
  readonly maxMatches: number;
  /** With fewer rows than this, the default is added until there are as many. */
  readonly minMatches: number;
  readonly defaultMatch: string;
  /** For a time-based table: which rows count depends on the time of the event. */
  readonly times?: LookupTimes;
}

/** Inputs whose result is remembered at a time: field values repeat heavily, but command lines do not. */
const remembered = 4_096;
/** Longer inputs are not remembered: they hardly repeat, and would hold much memory. */
const rememberedLength = 512;

const nothing: readonly number[] = [];

/**
 * Finds the rows of a lookup table that match the inputs, fast for 100,000 rows whatever the match types (spl-commands
 * 8.1, 8.2). Per key column an index gives the distinct cells that fit the input; the column with the fewest rows
 * behind those cells is walked in file order, the others only say yes or no.
 */
export class LookupIndex {
  readonly #table: LookupTable;
  readonly #matching: LookupMatching;
  /** Positions among the inputs of the exact keys, which share one column, and of the others, one column each. */
  readonly #exact: readonly number[];
  readonly #others: readonly number[];
  readonly #columns: readonly LookupColumn[];
  readonly #memory = new Map<string, readonly number[]>();
  /** The rows in the order in which the columns have them; undefined: that of the file. */
  readonly #order: TimeOrder | undefined;

  /** Throws when a key names no column of the table: callers have reported that. */
  constructor(table: LookupTable, matching: LookupMatching) {
    this.#table = table;
    this.#matching = matching;
    const positions = matching.keys.map(({ field }) => {
      const position = table.fields.indexOf(field);
      if (position < 0) throw new Error(`The lookup table has no column ${field}.`);
      return position;
    });
    const matches = matching.keys.map((key, input) => ({ ...key, input }));
    this.#exact = matches.filter(({ match }) => match === 'exact').map(({ input }) => input);
    this.#others = matches.filter(({ match }) => match !== 'exact').map(({ input }) => input);
    this.#order = matching.times === undefined ? undefined : new TimeOrder(matching.times);
    const rows = this.#order === undefined ? table.rows : Array.from(this.#order.rows, (row) => table.rows[row]!);
    const cell = (row: readonly string[], input: number) => this.#folded(row[positions[input]!] ?? '');
    const columns: LookupColumn[] = [];
    if (this.#exact.length > 0) {
      const cells = rows.map((row) => joined(this.#exact.map((input) => cell(row, input))));
      columns.push(new LookupColumn(cells, exactFinder));
    }
    for (const input of this.#others) {
      const cells = rows.map((row) => cell(row, input));
      columns.push(new LookupColumn(cells, finders[matching.keys[input]!.match]));
    }
    this.#columns = columns;
  }

  /**
   * Indexes of the matching rows in file order, at most `maxMatches`; one input per key, in the order of the keys. Of a time-based
   * table the latest first, of the rows that count at the `time` of the event in epoch seconds; none where it has no time.
   */
  find(inputs: readonly string[], time = Number.NaN): readonly number[] {
    const folded = inputs.map((input) => this.#folded(input));
    const order = this.#order;
    if (order === undefined) return this.#remembered(folded, 0, this.#table.rows.length);
    if (Number.isNaN(time)) return nothing;
    const [from, to] = order.window(time);
    return this.#remembered(folded, from, to).map((place) => order.rows[place]!);
  }

  /** What is found among the rows from one place on to another. */
  #remembered(inputs: readonly string[], from: number, to: number): readonly number[] {
    // A hash table is as fast as the memory of its results.
    if (this.#others.length === 0) return this.#search(inputs, from, to);
    const key = this.#order === undefined ? joined(inputs) : joined([...inputs, `${from}-${to}`]);
    if (key.length > rememberedLength) return this.#search(inputs, from, to);
    let rows = this.#memory.get(key);
    if (rows === undefined) {
      rows = this.#search(inputs, from, to);
      if (this.#memory.size >= remembered) this.#memory.clear();
      this.#memory.set(key, rows);
    }
    return rows;
  }

  /**
   * The cells of a column in the rows found, as an output field gets them: empty cells left out (null), and the default
   * added until there are `minMatches` rows (spl-commands 8.1).
   */
  cells(rows: readonly number[], field: string): string[] {
    const column = this.#table.fields.indexOf(field);
    const cells: string[] = [];
    for (const row of rows) {
      const cell = this.#table.rows[row]![column] ?? '';
      if (cell !== '') cells.push(cell);
    }
    const { minMatches, defaultMatch } = this.#matching;
    if (defaultMatch !== '') for (let i = rows.length; i < minMatches; i++) cells.push(defaultMatch);
    return cells;
  }

  #folded(text: string): string {
    return this.#matching.caseSensitive ? text : foldCase(text);
  }

  #search(inputs: readonly string[], from: number, to: number): readonly number[] {
    const texts = this.#others.map((input) => inputs[input]!);
    if (this.#exact.length > 0) texts.unshift(joined(this.#exact.map((input) => inputs[input]!)));
    let walked: LookupColumn | undefined;
    for (const [i, column] of this.#columns.entries()) {
      const size = column.match(texts[i]!);
      if (size === 0) return nothing;
      if (walked === undefined || size < walked.size) walked = column;
    }
    const others = this.#columns.filter((column) => column !== walked);
    const found: number[] = [];
    const rows = new RowMerge(walked!.postings(from, to));
    for (let row = rows.next(); row >= 0 && found.length < this.#matching.maxMatches; row = rows.next()) {
      if (others.every((column) => column.accepts(row))) found.push(row);
    }
    return found;
  }
}

/** Texts as one, such that different lists differ. */
function joined(texts: readonly string[]): string {
  if (texts.length === 1) return texts[0]!;
  return texts.map((text) => `${text.length}:${text}`).join('');
}

/** A hash table as a finder. */
function exactFinder(distinct: readonly string[]): PatternFinder {
  const numbers = new Map(distinct.map((text, number) => [text, number]));
  return {
    find(text, found) {
      const number = numbers.get(text);
      if (number !== undefined) found(number);
    },
  };
}

const finders: Record<LookupMatch, (distinct: readonly string[]) => PatternFinder> = {
  exact: exactFinder,
  wildcard: (distinct) => new WildcardIndex(distinct),
  cidr: (distinct) => new CidrIndex(distinct),
};
