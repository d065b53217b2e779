import { doubled } from '../support/doubled.js';
import { scalarText } from '../values/coerce.js';
import { compareText } from '../values/compare.js';
import type { Scalar } from '../values/value.js';
import type { GroupKeyValues } from './group-keys.js';

/**
 * Finds groups by their keys. Most groups of a search over logs are small and many, so that a key is held as numbers of texts and
 * each text once, however many keys it is a part of.
 */
export class GroupTable<T> {
  readonly #width: number;
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];
  /** The numbers of the texts of each group, one group after the other. */
  #keys: Int32Array;
  /** Open addressing, at most half full: group + 1, or 0. */
  #slots = new Int32Array(64);
  readonly #groups: T[] = [];
  /** Keys that do not consist of texts alone, as they were first seen. */
  readonly #exact = new Map<number, GroupKeyValues>();
  readonly #sought: Int32Array;

  /** `width`: scalars of a key. */
  constructor(width: number) {
    this.#width = width;
    this.#keys = new Int32Array(width * 32);
    this.#sought = new Int32Array(width);
  }

  get size(): number {
    return this.#groups.length;
  }

  /** The group of a key, or undefined. Scalars of the same text are the same. */
  get(key: GroupKeyValues): T | undefined {
    for (let at = 0; at < this.#width; at++) {
      const number = this.#numbers.get(scalarText(key[at]!));
      if (number === undefined) return undefined;
      this.#sought[at] = number;
    }
    const group = this.#slots[this.#slotOf(this.#sought, 0)]!;
    return group === 0 ? undefined : this.#groups[group - 1];
  }

  /** Adds the group of a key that there is none for. */
  add(key: GroupKeyValues, value: T): void {
    const group = this.#groups.length;
    if ((group + 1) * this.#width > this.#keys.length) this.#keys = doubled(this.#keys);
    const start = group * this.#width;
    let texts = true;
    for (let at = 0; at < this.#width; at++) {
      this.#keys[start + at] = this.#numberOf(key[at]!);
      if (typeof key[at] !== 'string') texts = false;
    }
    if (!texts) this.#exact.set(group, key);
    this.#groups.push(value);
    if (this.#groups.length * 2 > this.#slots.length) this.#rebuild();
    else this.#slots[this.#slotOf(this.#keys, start)] = group + 1;
  }

  /** Keys and groups in ascending byte order of the keys, left to right. */
  *sorted(): Generator<readonly [key: GroupKeyValues, group: T]> {
    const byText = this.#texts.map((_, number) => number);
    byText.sort((a, b) => compareText(this.#texts[a]!, this.#texts[b]!));
    const ranks = new Int32Array(byText.length);
    for (let rank = 0; rank < byText.length; rank++) ranks[byText[rank]!] = rank;
    const width = this.#width;
    const keys = this.#keys;
    const order = this.#groups.map((_, group) => group);
    order.sort((a, b) => {
      for (let at = 0; at < width; at++) {
        const difference = ranks[keys[a * width + at]!]! - ranks[keys[b * width + at]!]!;
        if (difference !== 0) return difference;
      }
      return 0;
    });
    for (const group of order) yield [this.#keyOf(group), this.#groups[group]!];
  }

  #keyOf(group: number): GroupKeyValues {
    const exact = this.#exact.get(group);
    if (exact !== undefined) return exact;
    const start = group * this.#width;
    return Array.from(this.#keys.subarray(start, start + this.#width), (number) => this.#texts[number]!);
  }

  #numberOf(value: Scalar): number {
    const text = scalarText(value);
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.#texts.length;
      this.#texts.push(text);
      this.#numbers.set(text, number);
    }
    return number;
  }

  /** The slot of a key: of its group, or a free one. */
  #slotOf(numbers: Int32Array, start: number): number {
    const width = this.#width;
    const mask = this.#slots.length - 1;
    let hash = width;
    for (let at = 0; at < width; at++) {
      hash = Math.imul(hash ^ numbers[start + at]!, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const group = this.#slots[slot]!;
      if (group === 0) return slot;
      const own = (group - 1) * width;
      let same = true;
      for (let at = 0; same && at < width; at++) same = this.#keys[own + at] === numbers[start + at];
      if (same) return slot;
    }
  }

  #rebuild(): void {
    this.#slots = new Int32Array(this.#slots.length * 4);
    for (let group = 0; group < this.#groups.length; group++) {
      this.#slots[this.#slotOf(this.#keys, group * this.#width)] = group + 1;
    }
  }
}
