import type { Scalar } from '../../values/value.js';
import { type Accumulator, defineAggregate } from '../define.js';
import { NumberSum } from './sum.js';

class Average implements Accumulator {
  readonly #sum = new NumberSum();

  add(values: readonly Scalar[]): void {
    this.#sum.add(values);
  }

  result(): number | null {
    const total = this.#sum.result();
    return total === null ? null : total / this.#sum.count;
  }

  merge(other: Accumulator): void {
    this.#sum.merge((other as Average).#sum);
  }
}

/** `avg`: mean of the numbers among the values; null if there is none. */
export const avg = defineAggregate({
  name: 'avg',
  aliases: ['mean'],
  summary: 'Mean of the numeric values; null if there is none.',
  argument: 'required',
  result: 'number',
  numbersOnly: true,
  mergeable: true,
  create: () => new Average(),
  examples: [
    { call: 'avg(x)', values: ['1', '2', '3', '10', '7'], result: '4.6' },
    { call: 'avg(x)', values: ['red', '4'], result: '4' },
  ],
});
