import { firstPlace } from '../../support/first-place.js';

/** New numbers up to which they are put in one by one; above, everything is sorted again. */
const fewNew = 16;

/** A growing list of numbers that is read in ascending order; sorted when read, cheaply if little has been added. */
export class SortedNumbers {
  #data = new Float64Array(8);
  #length = 0;
  #sorted = 0;

  get length(): number {
    return this.#length;
  }

  add(value: number): void {
    if (this.#length === this.#data.length) this.#grow(this.#length * 2);
    this.#data[this.#length++] = value;
  }

  merge(other: SortedNumbers): void {
    const needed = this.#length + other.#length;
    if (needed > this.#data.length) this.#grow(Math.max(needed, this.#data.length * 2));
    this.#data.set(other.#data.subarray(0, other.#length), this.#length);
    this.#length = needed;
  }

  /** The number at a rank, from 0. */
  at(rank: number): number {
    this.#sort();
    return this.#data[rank]!;
  }

  #grow(capacity: number): void {
    const data = new Float64Array(capacity);
    data.set(this.#data.subarray(0, this.#length));
    this.#data = data;
  }

  #sort(): void {
    if (this.#sorted === this.#length) return;
    if (this.#length - this.#sorted > fewNew) this.#data.subarray(0, this.#length).sort();
    else for (let i = this.#sorted; i < this.#length; i++) this.#insert(i);
    this.#sorted = this.#length;
  }

  /** Moves the number at an index to its place among those before it, which are in order. */
  #insert(index: number): void {
    const value = this.#data[index]!;
    const place = firstPlace(index, (at) => this.#data[at]! > value);
    this.#data.copyWithin(place + 1, place, index);
    this.#data[place] = value;
  }
}
