import type { Scalar } from '../../values/value.js';
import { type Accumulator, defineAggregate } from '../define.js';
import { decimalsOf, mostDecimals, roundToDecimals } from './decimals.js';
import { ExactSum } from './exact-sum.js';
import { numberIn } from './number-in.js';

/** The sum of the numbers among the values, and how many there were. */
export class NumberSum implements Accumulator {
  readonly #sum = new ExactSum();
  #decimals = 0;
  #count = 0;

  add(values: readonly Scalar[]): void {
    for (const value of values) {
      const number = numberIn(value);
      if (number === null) continue;
      this.#count++;
      this.#sum.add(number);
      if (this.#decimals <= mostDecimals && !Number.isInteger(number)) {
        this.#decimals = Math.max(this.#decimals, decimalsOf(value));
      }
    }
  }

  /** Numbers seen. */
  get count(): number {
    return this.#count;
  }

  result(): number | null {
    return this.#count === 0 ? null : roundToDecimals(this.#sum.value(), this.#decimals);
  }

  merge(other: Accumulator): void {
    const from = other as NumberSum;
    this.#sum.merge(from.#sum);
    this.#count += from.#count;
    this.#decimals = Math.max(this.#decimals, from.#decimals);
  }
}

class SumOfSquares implements Accumulator {
  readonly #sum = new ExactSum();
  #decimals = 0;
  #count = 0;

  add(values: readonly Scalar[]): void {
    for (const value of values) {
      const number = numberIn(value);
      if (number === null) continue;
      this.#count++;
      this.#sum.add(number * number);
      if (this.#decimals <= mostDecimals && !Number.isInteger(number)) {
        this.#decimals = Math.max(this.#decimals, 2 * decimalsOf(value));
      }
    }
  }

  result(): number | null {
    return this.#count === 0 ? null : roundToDecimals(this.#sum.value(), this.#decimals);
  }

  merge(other: Accumulator): void {
    const from = other as SumOfSquares;
    this.#sum.merge(from.#sum);
    this.#count += from.#count;
    this.#decimals = Math.max(this.#decimals, from.#decimals);
  }
}

/** `sum`: of the numbers among the values; null if there is none. Decimals add up as on paper. */
export const sum = defineAggregate({
  name: 'sum',
  summary: 'Sum of the numeric values; null if there is none.',
  argument: 'required',
  result: 'number',
  numbersOnly: true,
  mergeable: true,
  create: () => new NumberSum(),
  examples: [
    { call: 'sum(x)', values: ['1', 'red', '2.5'], result: '3.5' },
    { call: 'sum(x)', values: ['0.1', '0.2'], result: '0.3' },
    { call: 'sum(x)', values: ['red'], result: null },
  ],
});

/** `sumsq`: sum of the squares of the numbers among the values; null if there is none. */
export const sumsq = defineAggregate({
  name: 'sumsq',
  summary: 'Sum of the squares of the numeric values; null if there is none.',
  argument: 'required',
  result: 'number',
  numbersOnly: true,
  mergeable: true,
  create: () => new SumOfSquares(),
  examples: [{ call: 'sumsq(x)', values: ['1', '2', '3'], result: '14' }],
});
