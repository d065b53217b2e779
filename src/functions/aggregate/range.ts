import type { Scalar } from '../../values/value.js';
import { type Accumulator, defineAggregate } from '../define.js';
import { decimalsOf, roundToDecimals } from './decimals.js';
import { numberIn } from './number-in.js';

class Range implements Accumulator {
  #least = Number.POSITIVE_INFINITY;
  #most = Number.NEGATIVE_INFINITY;
  #any = false;

  add(values: readonly Scalar[]): void {
    for (const value of values) {
      const number = numberIn(value);
      if (number !== null) this.#take(number);
    }
  }

  #take(number: number): void {
    this.#any = true;
    if (number < this.#least) this.#least = number;
    if (number > this.#most) this.#most = number;
  }

  result(): number | null {
    if (!this.#any) return null;
    if (this.#least === this.#most) return 0;
    return roundToDecimals(this.#most - this.#least, Math.max(decimalsOf(this.#least), decimalsOf(this.#most)));
  }

  merge(other: Accumulator): void {
    const from = other as Range;
    if (!from.#any) return;
    this.#take(from.#least);
    this.#take(from.#most);
  }
}

/** `range`: largest minus smallest of the numbers among the values; null if there is none. */
export const range = defineAggregate({
  name: 'range',
  summary: 'Largest minus smallest numeric value.',
  argument: 'required',
  result: 'number',
  numbersOnly: true,
  mergeable: true,
  needs: 'extremes',
  create: () => new Range(),
  examples: [
    { call: 'range(x)', values: ['1', '2', '3', '10', '7'], result: '9' },
    { call: 'range(x)', values: ['5'], result: '0' },
  ],
});
