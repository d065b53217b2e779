import { doubled } from '../../support/doubled.js';
import { scalarText } from '../../values/coerce.js';
import type { Scalar } from '../../values/value.js';
import type { GroupKeyValues } from './group-keys.js';
import { orderOfKeys } from './key-order.js';
import { TextNumbers } from './text-numbers.js';
import { TupleTable } from './tuple-table.js';

/** Places of a key for which there are bits. */
const placesOfBits = 31;

/**
 * Numbers the groups of a search from 0 by their keys. Most groups of a search over logs are small and many, so that a key is held
 * as numbers of texts and each text once, however many keys it is a part of.
 */
export class GroupTable {
  readonly #width: number;
  readonly #texts: TextNumbers;
  /** The numbers of the texts of each group. */
  readonly #keys: TupleTable;
  /** For each group a bit for each place of its key that was a number when it was first seen; as long as there is none, empty. */
  #numeric = new Int32Array(0);
  /** Keys with numbers that their texts do not stand for, as they were first seen. */
  readonly #exact = new Map<number, GroupKeyValues>();
  /** The numbers of the texts of the key that was sought last, as far as they have one. */
  readonly #sought: Int32Array;
  /** How many of them are known. */
  #found = 0;
  #characters = 0;
  /** The scalars that these numbers were sought for: keys that follow one another often have some in common. */
  readonly #last: (Scalar | undefined)[] = [];

  /** `width`: scalars of a key. `texts`: numbers that may be shared with other tables. */
  constructor(width: number, texts: TextNumbers = new TextNumbers()) {
    this.#width = width;
    this.#texts = texts;
    this.#keys = new TupleTable(width);
    this.#sought = new Int32Array(width);
  }

  get size(): number {
    return this.#keys.size;
  }

  /** Characters of the texts that came with its keys. */
  get characters(): number {
    return this.#characters;
  }

  /** The group of a key, or undefined. Scalars of the same text are the same. */
  get(key: GroupKeyValues): number | undefined {
    const width = this.#width;
    this.#found = 0;
    for (let at = 0; at < width; at++) {
      const value = key[at]!;
      if (value !== this.#last[at]) {
        const number = this.#texts.find(typeof value === 'string' ? value : scalarText(value));
        if (number === undefined) return undefined;
        this.#sought[at] = number;
        this.#last[at] = value;
      }
      this.#found++;
    }
    const group = this.#keys.find(this.#sought);
    return group === -1 ? undefined : group;
  }

  /** Adds the group of a key that there is none for. The key is not held. */
  add(key: GroupKeyValues): number {
    this.#found = 0;
    return this.addSought(key);
  }

  /** {@link add} for the key that was just sought in vain ({@link get}). */
  addSought(key: GroupKeyValues): number {
    let numeric = 0;
    let exact = false;
    for (let at = 0; at < this.#width; at++) {
      const value = key[at]!;
      if (at >= this.#found) {
        const text = scalarText(value);
        const { size } = this.#texts;
        this.#sought[at] = this.#texts.numberOf(text);
        if (this.#texts.size > size) this.#characters += text.length;
        this.#last[at] = value;
      }
      if (typeof value === 'string') continue;
      if (at < placesOfBits && Object.is(Number(this.#texts.textOf(this.#sought[at]!)), value)) numeric |= 1 << at;
      else exact = true;
    }
    this.#found = 0;
    const group = this.#keys.add(this.#sought);
    if (exact) this.#exact.set(group, [...key]);
    else if (numeric !== 0) this.#noteNumeric(group, numeric);
    return group;
  }

  /** The groups in ascending byte order of their keys, left to right. */
  sorted(): Uint32Array {
    // Without BY fields there is one group at most.
    if (this.#width === 0) return new Uint32Array(this.size);
    const keys = this.#keys.all;
    return orderOfKeys(keys, this.#width, this.#texts.ranks(keys));
  }

  /** What stands in a place of the key of a group, as it was first seen. */
  valueAt(group: number, at: number): Scalar {
    const exact = this.#exact.get(group);
    if (exact !== undefined) return exact[at]!;
    const text = this.#texts.textOf(this.#keys.at(group, at));
    const numeric = group < this.#numeric.length ? this.#numeric[group]! : 0;
    return at < placesOfBits && (numeric & (1 << at)) !== 0 ? Number(text) : text;
  }

  /** The key of a group as it was first seen. */
  keyOf(group: number): GroupKeyValues {
    const key: Scalar[] = [];
    for (let at = 0; at < this.#width; at++) key.push(this.valueAt(group, at));
    return key;
  }

  #noteNumeric(group: number, bits: number): void {
    if (this.#numeric.length === 0) this.#numeric = new Int32Array(64);
    while (group >= this.#numeric.length) this.#numeric = doubled(this.#numeric);
    this.#numeric[group] = bits;
  }
}
