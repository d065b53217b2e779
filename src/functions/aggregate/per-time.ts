import type { Scalar } from '../../values/value.js';
import { type Accumulator, type AggregateFunction, defineAggregate } from '../define.js';
import { NumberSum } from './sum.js';

class PerTime implements Accumulator {
  readonly #sum = new NumberSum();
  readonly #unit: number;
  readonly #span: number;

  constructor(unit: number, span: number) {
    this.#unit = unit;
    this.#span = span;
  }

  add(values: readonly Scalar[]): void {
    this.#sum.add(values);
  }

  result(): number | null {
    const total = this.#sum.result();
    // In this order 30 minutes into an hour is exactly twice.
    return total === null ? null : (total * this.#unit) / this.#span;
  }

  merge(other: Accumulator): void {
    this.#sum.merge((other as PerTime).#sum);
  }
}

function definePer(unit: string, seconds: number): AggregateFunction {
  return defineAggregate({
    name: `per_${unit}`,
    summary: `Sum of the numeric values, scaled from the length of the time bin to one ${unit}.`,
    argument: 'required',
    result: 'number',
    numbersOnly: true,
    only: ['timechart'],
    mergeable: true,
    create(_context, _room, _parameter, options) {
      const span = options?.spanSeconds;
      if (span === undefined) throw new Error(`per_${unit} was created without the length of the time bin.`);
      return new PerTime(seconds, span);
    },
    // Depends on the span, which examples do not have.
    examples: [],
  });
}

/** `per_second`: sum of the bin divided by its seconds (spl-commands 4.4). */
export const perSecond = definePer('second', 1);
/** `per_minute`: sum of the bin, scaled to a minute. */
export const perMinute = definePer('minute', 60);
/** `per_hour`: sum of the bin, scaled to an hour: with a span of 30 minutes twice the sum. */
export const perHour = definePer('hour', 3_600);
/** `per_day`: sum of the bin, scaled to a day. */
export const perDay = definePer('day', 86_400);
