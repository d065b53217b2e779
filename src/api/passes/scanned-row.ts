import type { FieldSource } from '../../values/event.js';
import { multivalue, type Scalar, type Value, valuesOf } from '../../values/value.js';
import type { RowKeys } from './scan-order.js';

/** How the rows of a listener that were found elsewhere lie in its cells (`ScannedCells`). */
export interface RowLayout {
  /** How many cells the row has that begins at a cell with its line. */
  lengthOf(cells: Int32Array, at: number): number;
  /** What that row is asked for. */
  rowOf(values: readonly Value[], cells: Int32Array, at: number): FieldSource;
}

export function rowLayout(keys: RowKeys): RowLayout {
  const width = keys.fields.length + keys.written.length;
  const { merged } = keys;
  if (merged === undefined) {
    return {
      lengthOf: () => 1 + width,
      rowOf: (values, cells, at) => new ScannedRow(values, cells, at + 1, keys),
    };
  }
  const distinctAt = 2 + width + 2 * merged.extremes.length;
  const layout: MergedLayout = { ...merged, keys, extremesAt: 2 + width, distinctAt };
  return {
    lengthOf(cells, at) {
      let length = distinctAt;
      for (let count = 0; count < merged.distinct.length; count++) length += 1 + cells[at + length]!;
      return length;
    },
    rowOf: (values, cells, at) => new MergedRow(values, cells, at, layout),
  };
}

/** A row of which there is all that is asked of it. */
class ScannedRow implements FieldSource {
  protected readonly values: readonly Value[];
  protected readonly cells: Int32Array;
  readonly #at: number;
  readonly #keys: RowKeys;

  /** `at`: where its cells begin. */
  constructor(values: readonly Value[], cells: Int32Array, at: number, keys: RowKeys) {
    this.values = values;
    this.cells = cells;
    this.#at = at;
    this.#keys = keys;
  }

  get(field: string): Value {
    const number = this.#keys.fields.indexOf(field);
    return number === -1 ? this.other(field) : this.value(this.#at + number);
  }

  fieldNames(): string[] {
    return this.#keys.fields.filter((field) => this.get(field) !== null);
  }

  asWritten(field: string): Value {
    const { fields, written } = this.#keys;
    const number = written.indexOf(field);
    if (number === -1) throw new Error(`A search asks how ${field} is written, which it was not known to need.`);
    return this.value(this.#at + fields.length + number);
  }

  protected other(field: string): Value {
    throw new Error(`A search asks its rows for ${field}, which it was not known to need.`);
  }

  /** The value of which a cell tells the place. */
  protected value(cell: number): Value {
    const place = this.cells[cell]!;
    return place === -1 ? null : this.values[place]!;
  }
}

interface MergedLayout {
  readonly keys: RowKeys;
  readonly extremes: readonly string[];
  readonly distinct: readonly string[];
  /** Where in its cells a row has the extremes, and the values that are given once. */
  readonly extremesAt: number;
  readonly distinctAt: number;
}

/** Rows that were merged: with all values of a field in which they differ. */
class MergedRow extends ScannedRow {
  readonly #start: number;
  readonly #layout: MergedLayout;

  constructor(values: readonly Value[], cells: Int32Array, start: number, layout: MergedLayout) {
    super(values, cells, start + 2, layout.keys);
    this.#start = start;
    this.#layout = layout;
  }

  get weight(): number {
    return this.cells[this.#start + 1]!;
  }

  protected override other(field: string): Value {
    const { extremes, extremesAt, distinct, distinctAt } = this.#layout;
    const extreme = extremes.indexOf(field);
    if (extreme !== -1) return this.#together(this.#start + extremesAt + 2 * extreme, 2);
    const sought = distinct.indexOf(field);
    if (sought === -1) return super.other(field);
    let at = this.#start + distinctAt;
    for (let number = 0; number < sought; number++) at += 1 + this.cells[at]!;
    return this.#together(at + 1, this.cells[at]!);
  }

  #together(from: number, count: number): Value {
    if (count === 1) return this.value(from);
    const all: Scalar[] = [];
    for (let cell = from; cell < from + count; cell++) for (const each of valuesOf(this.value(cell))) all.push(each);
    return multivalue(all);
  }
}
