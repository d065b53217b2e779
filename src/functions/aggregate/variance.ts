import type { Scalar } from '../../values/value.js';
import { type Accumulator, type AggregateFunction, defineAggregate } from '../define.js';
import { numberIn } from './number-in.js';

/** Welford's running mean and sum of squared deviations: no cancellation, whatever the size of the numbers. */
class Deviations implements Accumulator {
  readonly #finish: (squares: number, count: number) => number;
  #count = 0;
  #mean = 0;
  #squares = 0;

  constructor(finish: (squares: number, count: number) => number) {
    this.#finish = finish;
  }

  add(values: readonly Scalar[]): void {
    for (const value of values) {
      const number = numberIn(value);
      if (number === null) continue;
      this.#count++;
      const delta = number - this.#mean;
      this.#mean += delta / this.#count;
      this.#squares += delta * (number - this.#mean);
    }
  }

  result(): number | null {
    return this.#count === 0 ? null : this.#finish(this.#squares, this.#count);
  }

  merge(other: Accumulator): void {
    const from = other as Deviations;
    if (from.#count === 0) return;
    const count = this.#count + from.#count;
    const delta = from.#mean - this.#mean;
    this.#squares += from.#squares + (delta * delta * this.#count * from.#count) / count;
    this.#mean += (delta * from.#count) / count;
    this.#count = count;
  }
}

function sampleVariance(squares: number, count: number): number {
  return count === 1 ? 0 : squares / (count - 1);
}

function populationVariance(squares: number, count: number): number {
  return squares / count;
}

function define(
  name: string,
  summary: string,
  finish: (squares: number, count: number) => number,
  examples: AggregateFunction['examples'],
): AggregateFunction {
  return defineAggregate({
    name,
    summary,
    argument: 'required',
    result: 'number',
    numbersOnly: true,
    mergeable: true,
    create: () => new Deviations(finish),
    examples,
  });
}

/** `var`: sample variance (n - 1); a single value has 0 (spl-commands 3.2). */
export const sampleVar = define('var', 'Sample variance (n - 1); 0 for a single value.', sampleVariance, [
  { call: 'var(x)', values: ['1', '2', '3', '10', '7'], result: '14.3' },
  { call: 'var(x)', values: ['5'], result: '0' },
]);

/** `varp`: population variance. */
export const populationVar = define('varp', 'Population variance.', populationVariance, [
  { call: 'varp(x)', values: ['2', '4'], result: '1' },
]);

/** `stdev`: sample standard deviation (n - 1); a single value has 0. */
export const sampleStdev = define(
  'stdev',
  'Sample standard deviation (n - 1); 0 for a single value.',
  (squares, count) => Math.sqrt(sampleVariance(squares, count)),
  [
    { call: 'stdev(x)', values: ['1', '5', '9', '3'], result: '3.415650255319866' },
    { call: 'stdev(x)', values: ['5'], result: '0' },
  ],
);

/** `stdevp`: population standard deviation. */
export const populationStdev = define(
  'stdevp',
  'Population standard deviation.',
  (squares, count) => Math.sqrt(populationVariance(squares, count)),
  [{ call: 'stdevp(x)', values: ['2', '4'], result: '1' }],
);
