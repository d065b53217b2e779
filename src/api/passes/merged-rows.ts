import { TupleTable } from '../../exec/groups/tuple-table.js';
import type { Event } from '../../values/event.js';
import type { Value } from '../../values/value.js';
import type { RowCells } from './row-cells.js';
import type { RowKeys } from './scan-order.js';

/** End of a chain, and the place of no value. */
const none = -1;

/**
 * Rows of one listener, of which those that agree in its fields are merged. Of the values in which they differ no order is kept.
 * Among those of which the smallest and the largest are wanted the order matters where some are equal and yet differ, as `1` and `1.0`:
 * only rows with numbers of one kind are merged, or with texts that write numbers in the one way that is usual.
 */
export class MergedRows {
  readonly #listener: number;
  readonly #rowCells: RowCells;
  /** How many cells rows have to agree in. */
  readonly #width: number;
  readonly #extremes: readonly string[];
  readonly #distinct: number;
  readonly #cells: number[] = [];
  readonly #alike: Int32Array;
  readonly #numbers: Float64Array;
  /** How the numbers of the row and those of all rows are written; 0: there are none. */
  readonly #kinds: Uint8Array;
  readonly #kindsOfAll: Uint8Array;
  #groups: TupleTable;
  #lines: number[] = [];
  #weights: number[] = [];
  /** For each group and field the smallest and the largest number. */
  #least: number[] = [];
  #most: number[] = [];
  /** For each group and field the first link of the chain of its values. */
  #chains: number[] = [];
  #linkPlaces: number[] = [];
  #linkNext: number[] = [];
  #out: number[] = [];

  constructor(listener: number, keys: RowKeys & Required<Pick<RowKeys, 'merged'>>, rowCells: RowCells) {
    this.#listener = listener;
    this.#rowCells = rowCells;
    this.#width = keys.fields.length + keys.written.length;
    this.#extremes = keys.merged.extremes;
    this.#distinct = keys.merged.distinct.length;
    this.#alike = new Int32Array(this.#width);
    this.#numbers = new Float64Array(this.#extremes.length);
    this.#kinds = new Uint8Array(this.#extremes.length);
    this.#kindsOfAll = new Uint8Array(this.#extremes.length);
    this.#groups = new TupleTable(this.#width);
  }

  add(line: number, row: Event): void {
    const cells = this.#cells;
    cells.length = 0;
    this.#rowCells.add(this.#listener, row, cells);
    for (let at = 0; at < this.#width; at++) this.#alike[at] = cells[at]!;
    if (!this.#readNumbers(row)) {
      this.#addApart(line, row);
      return;
    }
    let group = this.#groups.find(this.#alike);
    if (group === none) group = this.#addGroup(line);
    this.#weights[group]!++;
    this.#addNumbers(group * this.#extremes.length);
    for (let at = 0; at < this.#distinct; at++) {
      const place = cells[this.#width + at]!;
      if (place !== none) this.#addDistinct(group * this.#distinct + at, place);
    }
  }

  /** Later rows are not merged with those so far. */
  cut(): void {
    const count = this.#groups.size;
    if (count === 0) return;
    const out = this.#out;
    for (let group = 0; group < count; group++) {
      out.push(this.#lines[group]!, this.#weights[group]!);
      for (let at = 0; at < this.#width; at++) out.push(this.#groups.at(group, at));
      for (let at = 0; at < this.#extremes.length; at++) {
        const number = group * this.#extremes.length + at;
        const least = this.#least[number]!;
        const most = this.#most[number]!;
        const isText = this.#kindsOfAll[at] === asText;
        out.push(this.#placeOf(least, isText), least === most ? none : this.#placeOf(most, isText));
      }
      for (let at = 0; at < this.#distinct; at++) this.#writeChain(this.#chains[group * this.#distinct + at]!);
    }
    this.#groups = new TupleTable(this.#width);
    this.#lines = [];
    this.#weights = [];
    this.#least = [];
    this.#most = [];
    this.#chains = [];
    this.#linkPlaces = [];
    this.#linkNext = [];
    this.#kindsOfAll.fill(0);
  }

  /** What there is since it was last taken; see `ScannedCells`. */
  take(): Int32Array {
    this.cut();
    const cells = Int32Array.from(this.#out);
    this.#out = [];
    return cells;
  }

  /** Reads the values of which the extremes are wanted; whether the row can be merged with others. */
  #readNumbers(row: Event): boolean {
    let agree = true;
    for (let at = 0; at < this.#extremes.length; at++) {
      const value = row.get(this.#extremes[at]!);
      const number = value === null ? Number.NaN : plainNumber(value);
      if (number === undefined) return false;
      this.#numbers[at] = number;
      this.#kinds[at] = value === null ? 0 : typeof value === 'string' ? asText : asNumber;
      if ((this.#kinds[at]! | this.#kindsOfAll[at]!) === (asText | asNumber)) agree = false;
    }
    if (!agree) this.cut();
    for (let at = 0; at < this.#extremes.length; at++) this.#kindsOfAll[at]! |= this.#kinds[at]!;
    return true;
  }

  #addGroup(line: number): number {
    const group = this.#groups.add(this.#alike);
    this.#lines.push(line);
    this.#weights.push(0);
    for (let at = 0; at < this.#extremes.length; at++) {
      this.#least.push(Number.NaN);
      this.#most.push(Number.NaN);
    }
    for (let at = 0; at < this.#distinct; at++) this.#chains.push(none);
    return group;
  }

  #addNumbers(start: number): void {
    for (let at = 0; at < this.#extremes.length; at++) {
      const number = this.#numbers[at]!;
      if (Number.isNaN(number)) continue;
      if (!(this.#least[start + at]! <= number)) this.#least[start + at] = number;
      if (!(this.#most[start + at]! >= number)) this.#most[start + at] = number;
    }
  }

  /** Values that have just been added are mostly those that come again; to give one twice does no harm. */
  #addDistinct(chain: number, place: number): void {
    let link = this.#chains[chain]!;
    for (let looked = 0; link !== none && looked < mostLooked; looked++) {
      if (this.#linkPlaces[link] === place) return;
      link = this.#linkNext[link]!;
    }
    this.#linkNext.push(this.#chains[chain]!);
    this.#chains[chain] = this.#linkPlaces.push(place) - 1;
  }

  #writeChain(first: number): void {
    const out = this.#out;
    const at = out.push(0) - 1;
    for (let link = first; link !== none; link = this.#linkNext[link]!) out.push(this.#linkPlaces[link]!);
    out[at] = out.length - at - 1;
  }

  #placeOf(number: number, isText: boolean): number {
    if (Number.isNaN(number)) return none;
    return this.#rowCells.placeOf(isText ? String(number) : number);
  }

  /** A row that is not merged with any. */
  #addApart(line: number, row: Event): void {
    this.cut();
    const out = this.#out;
    out.push(line, 1, ...this.#alike);
    for (const field of this.#extremes) out.push(this.#rowCells.placeOf(row.get(field)), none);
    for (let at = 0; at < this.#distinct; at++) {
      const place = this.#cells[this.#width + at]!;
      if (place === none) out.push(0);
      else out.push(1, place);
    }
  }
}

/** Values of a chain that are compared before one is added. */
const mostLooked = 8;

/** Ways to write numbers. */
const asNumber = 1;
const asText = 2;

const usual = /^-?\d{1,15}(?:\.\d{1,15})?$/;

/** A value as the number that stands for it, where no other value is equal to that one and yet another. */
function plainNumber(value: Value): number | undefined {
  if (typeof value === 'string') {
    if (!usual.test(value)) return undefined;
    const number = Number(value);
    return String(number) === value ? number : undefined;
  }
  return typeof value === 'number' && !Number.isNaN(value) && !Object.is(value, -0) ? value : undefined;
}
