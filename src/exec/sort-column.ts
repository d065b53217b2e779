import type { SortKey } from '../plan/nodes/set.js';
import { doubled } from '../support/doubled.js';
import { looksNumeric, scalarText, toNumber } from '../values/coerce.js';
import { compareText, ipv4Number } from '../values/compare.js';
import { type IpAddress, parseIpv6 } from '../values/ip.js';
import { type Scalar, type Value, valuesOf } from '../values/value.js';

/** What a value is to the order of its key. Of kinds that differ the smaller one comes first, unless their texts are compared. */
const number = 0;
const address = 1;
/** An IPv6 address, which is larger than any of IPv4. */
const wideAddress = 2;
const text = 3;
const missing = 4;

/** The values of one key of a sort, by row; what a comparison has to know of a value is worked out when it comes. */
export class SortColumn {
  readonly #order: SortKey['order'];
  readonly #direction: 1 | -1;
  #kinds = new Int32Array(64);
  /** Of numbers, and addresses as numbers. */
  #numbers = new Float64Array(64);
  /** Of IPv6 addresses only. */
  #wide: IpAddress[] = [];
  #values: Scalar[] = [];

  constructor({ order, descending }: SortKey) {
    this.#order = order;
    this.#direction = descending ? -1 : 1;
  }

  /** Puts the value of a row in its place: one of those there are, or the next. Of several values the first counts. */
  put(row: number, value: Value): void {
    if (row >= this.#kinds.length) {
      this.#kinds = doubled(this.#kinds);
      this.#numbers = doubled(this.#numbers);
    }
    const first = valuesOf(value)[0];
    this.#values[row] = first ?? '';
    this.#kinds[row] = first === undefined ? missing : this.#kindOf(row, first);
  }

  #kindOf(row: number, value: Scalar): number {
    if (this.#order === 'str') return text;
    if (this.#order === 'num') {
      const known = toNumber(value);
      if (known === null) return text;
      this.#numbers[row] = known;
      return number;
    }
    if (typeof value === 'number' && Number.isFinite(value) && this.#order === 'auto') {
      this.#numbers[row] = value;
      return number;
    }
    const written = scalarText(value);
    if (this.#order === 'auto' && looksNumeric(written)) {
      this.#numbers[row] = Number(written);
      return number;
    }
    const known = ipv4Number(written);
    if (known !== null) {
      this.#numbers[row] = known;
      return address;
    }
    const wide = written.includes(':') ? parseIpv6(written) : null;
    if (wide === null) return text;
    this.#wide[row] = wide;
    return wideAddress;
  }

  /** The order of two rows; missing values are last in both directions (spl-commands 5.1). */
  compare(a: number, b: number): number {
    const kind = this.#kinds[a]!;
    const other = this.#kinds[b]!;
    if (kind === other) {
      if (kind === text) return this.#direction * compareText(this.#text(a), this.#text(b));
      if (kind === missing) return 0;
      if (kind === wideAddress) return this.#direction * compareWords(this.#wide[a]!, this.#wide[b]!);
      const left = this.#numbers[a]!;
      const right = this.#numbers[b]!;
      return left < right ? -this.#direction : left > right ? this.#direction : 0;
    }
    if (kind === missing || other === missing) return kind - other;
    if (this.#order === 'num' || (isAddress(kind) && isAddress(other))) return this.#direction * (kind - other);
    return this.#direction * compareText(this.#text(a), this.#text(b));
  }

  #text(row: number): string {
    return scalarText(this.#values[row]!);
  }

  /** Keeps these rows only, in this order. */
  keep(rows: readonly number[]): void {
    const kinds = this.#kinds;
    const numbers = this.#numbers;
    this.#values = rows.map((row) => this.#values[row]!);
    if (this.#wide.length > 0) this.#wide = rows.map((row) => this.#wide[row]!);
    this.#kinds = new Int32Array(kinds.length);
    this.#numbers = new Float64Array(numbers.length);
    for (let at = 0; at < rows.length; at++) {
      this.#kinds[at] = kinds[rows[at]!]!;
      this.#numbers[at] = numbers[rows[at]!]!;
    }
  }
}

function isAddress(kind: number): boolean {
  return kind === address || kind === wideAddress;
}

function compareWords(a: IpAddress, b: IpAddress): number {
  for (const [at, word] of a.entries()) if (word !== b[at]) return word < b[at]! ? -1 : 1;
  return 0;
}
