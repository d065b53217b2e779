import type { Semantics } from '../../values/semantics.js';
import type { Scalar } from '../../values/value.js';
import { type Accumulator, type AggregateFunction, defineAggregate } from '../define.js';
import type { HeldRoom } from '../held-room.js';
import { decimalsOf, roundToDecimals } from './decimals.js';
import { numberIn } from './number-in.js';
import { SortedNumbers } from './sorted-numbers.js';

class Percentile implements Accumulator {
  readonly #percent: number;
  readonly #method: Semantics['percentile'];
  readonly #numbers = new SortedNumbers();
  readonly #room: HeldRoom;

  constructor(percent: number, method: Semantics['percentile'], room: HeldRoom) {
    this.#room = room;
    this.#percent = percent;
    this.#method = method;
  }

  add(values: readonly Scalar[]): void {
    for (const value of values) {
      const number = numberIn(value);
      if (number !== null && this.#room.take(1)) this.#numbers.add(number);
    }
  }

  result(): number | null {
    const count = this.#numbers.length;
    if (count === 0) return null;
    if (this.#method === 'nearest-rank') {
      return this.#numbers.at(Math.min(count - 1, Math.floor((this.#percent * count) / 100)));
    }
    return this.#interpolated((this.#percent * (count - 1)) / 100);
  }

  #interpolated(rank: number): number {
    const below = Math.floor(rank);
    const lower = this.#numbers.at(below);
    if (below === rank) return lower;
    const upper = this.#numbers.at(below + 1);
    if (lower === upper) return lower;
    // The rank has two decimals more than the percentage.
    const decimals = Math.max(decimalsOf(lower), decimalsOf(upper)) + decimalsOf(this.#percent) + 2;
    return roundToDecimals(lower + (rank - below) * (upper - lower), decimals);
  }

  merge(other: Accumulator): void {
    this.#numbers.merge((other as Percentile).#numbers);
  }
}

function definePercentile(
  name: string,
  aliases: readonly string[],
  summary: string,
  examples: AggregateFunction['examples'],
): AggregateFunction {
  return defineAggregate({
    name,
    aliases,
    parameterized: true,
    summary,
    argument: 'required',
    result: 'number',
    numbersOnly: true,
    mergeable: true,
    create: (context, room, parameter) => new Percentile(parameter!, context.semantics.percentile, room),
    examples,
  });
}

const oneToTen = ['10', '9', '8', '7', '6', '5', '4', '3', '2', '1'];

/**
 * `perc<p>`: the p-th percentile of the numbers among the values, p from 0 to 100: linear interpolation at rank
 * p/100 * (n-1), or the nearest rank by the switch `percentile` (spl-commands 3.2).
 */
export const perc = definePercentile('perc', ['p', 'percentile'], 'The p-th percentile of the numeric values.', [
  { call: 'perc50(x)', values: oneToTen, result: '5.5' },
  { call: 'p95(x)', values: oneToTen, result: '9.55' },
  { call: 'percentile95(x)', values: oneToTen, result: '9.55' },
]);

/** `exactperc<p>`: as `perc`, which is exact here anyway. */
export const exactperc = definePercentile('exactperc', [], 'The p-th percentile, never approximated.', [
  { call: 'exactperc25(x)', values: ['1', '2', '3', '4', '5'], result: '2' },
]);

/** `upperperc<p>`: an upper bound of the percentile; as `perc`, because nothing is approximated here. */
export const upperperc = definePercentile('upperperc', [], 'An upper bound of the p-th percentile.', [
  { call: 'upperperc95(x)', values: oneToTen, result: '9.55' },
]);

/** `median`: the 50th percentile. */
export const median = defineAggregate({
  name: 'median',
  summary: 'The middle of the numeric values, as perc50.',
  argument: 'required',
  result: 'number',
  gives: 'one',
  numbersOnly: true,
  mergeable: true,
  create: (context, room) => new Percentile(50, context.semantics.percentile, room),
  examples: [
    { call: 'median(x)', values: ['3', '1', '2'], result: '2' },
    { call: 'median(x)', values: ['0.1', '0.2'], result: '0.15' },
  ],
});
