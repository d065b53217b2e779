import { doubled } from '../../support/doubled.js';

/** Numbers tuples of 32-bit integers of one width, from 0 in the order in which they are added. */
export class TupleTable {
  readonly #width: number;
  /** One tuple after the other. */
  #numbers: Int32Array;
  /** Open addressing, at most half full: number + 1, or 0. */
  #slots = new Int32Array(64);
  #size = 0;

  constructor(width: number) {
    this.#width = width;
    this.#numbers = new Int32Array(width * 32);
  }

  get size(): number {
    return this.#size;
  }

  /** The number of a tuple, or -1. */
  find(tuple: ArrayLike<number>): number {
    return this.#slots[this.#slotOf(tuple, 0)]! - 1;
  }

  /** Adds a tuple that there is none of. */
  add(tuple: ArrayLike<number>): number {
    const number = this.#size++;
    const width = this.#width;
    if (this.#size * width > this.#numbers.length) this.#numbers = doubled(this.#numbers);
    const start = number * width;
    for (let at = 0; at < width; at++) this.#numbers[start + at] = tuple[at]!;
    if (this.#size * 2 > this.#slots.length) this.#rebuild();
    else this.#slots[this.#slotOf(this.#numbers, start)] = number + 1;
    return number;
  }

  /** What stands in a place of a tuple. */
  at(number: number, place: number): number {
    return this.#numbers[number * this.#width + place]!;
  }

  /** All tuples, one after the other; not to be changed, and only until one is added. */
  get all(): Int32Array {
    return this.#numbers.subarray(0, this.#size * this.#width);
  }

  /** The slot of a tuple: of its number, or a free one. */
  #slotOf(numbers: ArrayLike<number>, start: number): number {
    const width = this.#width;
    const mask = this.#slots.length - 1;
    let hash = width;
    for (let at = 0; at < width; at++) {
      hash = Math.imul(hash ^ numbers[start + at]!, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const number = this.#slots[slot]!;
      if (number === 0) return slot;
      const own = (number - 1) * width;
      let same = true;
      for (let at = 0; same && at < width; at++) same = this.#numbers[own + at] === numbers[start + at];
      if (same) return slot;
    }
  }

  #rebuild(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    for (let number = 0; number < this.#size; number++) {
      this.#slots[this.#slotOf(this.#numbers, number * this.#width)] = number + 1;
    }
  }
}
