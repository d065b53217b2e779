import type { Scalar } from '../../values/value.js';
import { type Accumulator, defineAggregate } from '../define.js';
import type { HeldRoom } from '../held-room.js';
import { EdgeInTime } from './earliest-latest.js';
import { ExactSum } from './exact-sum.js';
import { numberIn } from './number-in.js';

/** A counter over time: its earliest, latest and largest value. */
class Counter {
  readonly #earliest: EdgeInTime;
  readonly #latest: EdgeInTime;
  #most = Number.NEGATIVE_INFINITY;

  constructor(room: HeldRoom, asRead: boolean | undefined) {
    this.#earliest = new EdgeInTime('earliest', room, asRead);
    this.#latest = new EdgeInTime('latest', room, asRead);
  }

  add(values: readonly Scalar[], time: number | null): void {
    this.#earliest.add(values, time);
    this.#latest.add(values, time);
    for (const value of values) this.#most = Math.max(this.#most, numberIn(value) ?? Number.NEGATIVE_INFINITY);
  }

  merge(other: Counter): void {
    this.#earliest.merge(other.#earliest);
    this.#latest.merge(other.#latest);
    this.#most = Math.max(this.#most, other.#most);
  }

  /** Growth per second, or null without two numbers at two times. */
  rate(): number | null {
    const { value: from, time: start } = this.#earliest;
    const { value: to, time: end } = this.#latest;
    if (from === null || to === null || start === null || end === null || start === end) return null;
    const before = numberIn(from);
    const after = numberIn(to);
    if (before === null || after === null) return null;
    // A counter that ends below its start was reset once: it grew to its largest value, then again from zero.
    const growth = after < before ? this.#most - before + after : after - before;
    return growth / (end - start);
  }
}

class Rate implements Accumulator {
  readonly #counter: Counter;

  constructor(room: HeldRoom, asRead: boolean | undefined) {
    this.#counter = new Counter(room, asRead);
  }

  add(values: readonly Scalar[], time: number | null): void {
    this.#counter.add(values, time);
  }

  result(): number | null {
    return this.#counter.rate();
  }

  merge(other: Accumulator): void {
    this.#counter.merge((other as Rate).#counter);
  }
}

/** One counter per metric time series; their rates are summed or averaged. */
class RateOfSeries implements Accumulator {
  readonly #wanted: 'avg' | 'sum';
  readonly #series = new Map<string, Counter>();
  readonly #room: HeldRoom;
  readonly #asRead: boolean | undefined;

  constructor(wanted: 'avg' | 'sum', room: HeldRoom, asRead: boolean | undefined) {
    this.#wanted = wanted;
    this.#room = room;
    this.#asRead = asRead;
  }

  add(values: readonly Scalar[], time: number | null, series = ''): void {
    this.#counter(series).add(values, time);
  }

  #counter(series: string): Counter {
    let counter = this.#series.get(series);
    if (counter === undefined) {
      counter = new Counter(this.#room, this.#asRead);
      this.#series.set(series, counter);
    }
    return counter;
  }

  result(): number | null {
    const sum = new ExactSum();
    let count = 0;
    for (const counter of this.#series.values()) {
      const rate = counter.rate();
      if (rate === null) continue;
      sum.add(rate);
      count++;
    }
    if (count === 0) return null;
    return this.#wanted === 'sum' ? sum.value() : sum.value() / count;
  }

  merge(other: Accumulator): void {
    for (const [series, counter] of (other as RateOfSeries).#series) this.#counter(series).merge(counter);
  }
}

/**
 * `rate`: (latest - earliest) / (latest_time - earliest_time), per second; null unless both values are numbers and the
 * times differ. A latest value below the earliest counts as one reset of the counter (spl-commands 3.2; how the reset
 * is recognised is inferred).
 */
export const rate = defineAggregate({
  name: 'rate',
  summary: 'Growth of a counter per second.',
  argument: 'required',
  result: 'number',
  numbersOnly: true,
  mergeable: true,
  order: 'times',
  create: (_context, room, _parameter, options) => new Rate(room, options?.asRead),
  examples: [
    { call: 'rate(x)', values: ['10', '14', '20'], result: '5' },
    { call: 'rate(x)', values: ['90', '100', '20'], result: '15' },
    { call: 'rate(x)', values: ['10'], result: null },
  ],
});

/** `rate_avg`: mean of the rates of the metric time series (`mstats`). */
export const rateAvg = defineAggregate({
  name: 'rate_avg',
  summary: 'Mean of the rates of all time series of a metric.',
  argument: 'required',
  result: 'number',
  numbersOnly: true,
  only: ['mstats'],
  mergeable: true,
  order: 'times',
  create: (_context, room, _parameter, options) => new RateOfSeries('avg', room, options?.asRead),
  examples: [{ call: 'rate_avg(x)', values: ['10', '14', '20'], result: '5' }],
});

/** `rate_sum`: sum of the rates of the metric time series (`mstats`). */
export const rateSum = defineAggregate({
  name: 'rate_sum',
  summary: 'Sum of the rates of all time series of a metric.',
  argument: 'required',
  result: 'number',
  numbersOnly: true,
  only: ['mstats'],
  mergeable: true,
  order: 'times',
  create: (_context, room, _parameter, options) => new RateOfSeries('sum', room, options?.asRead),
  examples: [{ call: 'rate_sum(x)', values: ['10', '14', '20'], result: '5' }],
});
