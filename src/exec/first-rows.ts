import type { SortKey } from '../plan/nodes/set.js';
import type { Value } from '../values/value.js';
import { SortColumn } from './sort-column.js';

/**
 * The first rows of many in the order of some keys, held without the others: at most twice as many as are asked for. Equal rows keep
 * the order in which they came. Where the pairs of an automatic order contradict each other, so that there is no first row, which
 * rows are left out depends on the order in which they came.
 */
export class FirstRows<Row> {
  readonly #columns: readonly SortColumn[];
  readonly #valueFor: (row: Row, key: number) => Value;
  /** How many are asked for. */
  readonly #most: number;
  #rows: Row[] = [];
  /** So many of them have been found to be the first ones; they are in order. */
  #first = 0;

  /** `most`: at least 1. `valueFor`: the value of a row for the key of this number. */
  constructor(keys: readonly SortKey[], most: number, valueFor: (row: Row, key: number) => Value) {
    this.#columns = keys.map((key) => new SortColumn(key));
    this.#most = most;
    this.#valueFor = valueFor;
  }

  add(row: Row): void {
    const place = this.#rows.length;
    for (let key = 0; key < this.#columns.length; key++) this.#columns[key]!.put(place, this.#valueFor(row, key));
    if (this.#first === this.#most && this.#compare(place, this.#first - 1) >= 0) return;
    this.#rows.push(row);
    if (this.#rows.length >= this.#most * 2) this.#cut();
  }

  /** The order of the rows in two places. */
  #compare(a: number, b: number): number {
    for (const column of this.#columns) {
      const order = column.compare(a, b);
      if (order !== 0) return order;
    }
    return 0;
  }

  #cut(): void {
    const places = this.#sorted();
    for (const column of this.#columns) column.keep(places);
    this.#rows = places.map((place) => this.#rows[place]!);
    this.#first = places.length;
  }

  #sorted(): number[] {
    const places = Array.from(this.#rows, (_, place) => place);
    places.sort((a, b) => this.#compare(a, b));
    return places.slice(0, this.#most);
  }

  /** The rows that are held, in no order. */
  get held(): readonly Row[] {
    return this.#rows;
  }

  /** The first rows in order. */
  sorted(): Row[] {
    return this.#sorted().map((place) => this.#rows[place]!);
  }
}
