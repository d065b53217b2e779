import { doubled } from '../../support/doubled.js';
import { scalarText } from '../../values/coerce.js';
import { compareText } from '../../values/compare.js';
import type { Scalar } from '../../values/value.js';
import { type Accumulator, defineAggregate, type GroupedAccumulator } from '../define.js';
import type { HeldRoom } from '../held-room.js';
import { numberIn } from './number-in.js';

/**
 * Smallest (`sign` 1) or largest (`sign` -1) value; all numbers come before all other values. Of values that are equal
 * as numbers, as `1` and `1.0`, the first seen is kept.
 */
class Extreme implements Accumulator {
  readonly #sign: 1 | -1;
  readonly #room: HeldRoom;
  #best: Scalar | null = null;
  /** The best value as a number, or null when it is text. */
  #bestNumber: number | null = null;

  constructor(sign: 1 | -1, room: HeldRoom) {
    this.#sign = sign;
    this.#room = room;
  }

  add(values: readonly Scalar[]): void {
    for (const value of values) {
      const number = numberIn(value);
      const isBetter = this.#best === null || order(value, number, this.#best, this.#bestNumber) * this.#sign < 0;
      if (isBetter && this.#room.takeInstead(value, this.#best)) {
        this.#best = value;
        this.#bestNumber = number;
      }
    }
  }

  result(): Scalar | null {
    return this.#best;
  }

  merge(other: Accumulator): void {
    const best = (other as Extreme).#best;
    if (best !== null) this.add([best]);
  }
}

/** How a value compares with the best one so far, of each of which is given what it is as a number, if it is one. */
function order(value: Scalar, number: number | null, best: Scalar, bestNumber: number | null): number {
  if (number !== null) {
    if (bestNumber === null) return -1;
    return number < bestNumber ? -1 : number > bestNumber ? 1 : 0;
  }
  return bestNumber !== null ? 1 : compareText(scalarText(value), scalarText(best));
}

/** {@link Extreme} of many groups: numbers, as times are, in a list; whatever else is the best of a group beside it. */
class GroupedExtreme implements GroupedAccumulator {
  readonly #sign: 1 | -1;
  readonly #room: HeldRoom;
  /** The best value of each group as a number; `NaN` where it is none. */
  #numbers = new Float64Array(32).fill(Number.NaN);
  /** Best values that are not just that number: text, or a number as it was written. */
  readonly #written = new Map<number, Scalar>();

  constructor(sign: 1 | -1, room: HeldRoom) {
    this.#sign = sign;
    this.#room = room;
  }

  add(group: number, value: Scalar): void {
    if (group >= this.#numbers.length) this.#grow(group);
    const number = numberIn(value);
    const bestNumber = this.#numbers[group]!;
    if (number !== null && (number - bestNumber) * this.#sign >= 0) return;
    const best = this.result(group);
    const known = Number.isNaN(bestNumber) ? null : bestNumber;
    if (best !== null && order(value, number, best, known) * this.#sign >= 0) return;
    if (this.#room.takeInstead(value, best)) this.#set(group, value, number);
  }

  result(group: number): Scalar | null {
    const written = this.#written.get(group);
    if (written !== undefined) return written;
    const number = this.#numbers[group];
    return number === undefined || Number.isNaN(number) ? null : number;
  }

  #set(group: number, value: Scalar, number: number | null): void {
    this.#numbers[group] = number ?? Number.NaN;
    if (typeof value === 'number' && number !== null) this.#written.delete(group);
    else this.#written.set(group, value);
  }

  #grow(group: number): void {
    const length = this.#numbers.length;
    while (group >= this.#numbers.length) this.#numbers = doubled(this.#numbers);
    this.#numbers.fill(Number.NaN, length);
  }
}

/** `min`: the smallest number, or the first text in byte order if there is no number. */
export const min = defineAggregate({
  name: 'min',
  summary: 'Smallest value; numbers come before texts.',
  argument: 'required',
  result: 'value',
  gives: 'one',
  mergeable: true,
  needs: 'extremes',
  create: (_context, room) => new Extreme(1, room),
  createGrouped: (room) => new GroupedExtreme(1, room),
  examples: [
    { call: 'min(x)', values: ['9', '10', '100'], result: '9' },
    { call: 'min(x)', values: ['banana', 'Zebra', 'apple'], result: 'Zebra' },
    { call: 'min(x)', values: ['apple', '10', '9'], result: '9' },
  ],
});

/** `max`: the last text in byte order, or the largest number if all values are numbers. */
export const max = defineAggregate({
  name: 'max',
  summary: 'Largest value; texts come after numbers.',
  argument: 'required',
  result: 'value',
  gives: 'one',
  mergeable: true,
  needs: 'extremes',
  create: (_context, room) => new Extreme(-1, room),
  createGrouped: (room) => new GroupedExtreme(-1, room),
  examples: [
    { call: 'max(x)', values: ['9', '10', '100'], result: '100' },
    { call: 'max(x)', values: ['apple', '10', '9'], result: 'apple' },
  ],
});
