import { toNumber } from '../../values/coerce.js';
import type { Scalar, Value } from '../../values/value.js';
import type { EvalContext } from '../context.js';
import { type Accumulator, defineAggregate, type TimeBins } from '../define.js';
import { count } from './count.js';

/** What tells a sparkline from other multivalues; its first value. */
export const sparklineMark = '##__SPARKLINE__##';

/** Functions that may stand inside `sparkline(...)`, by name without aliases (spl-commands 3.2). */
export const sparklineFunctions: readonly string[] = [
  'count',
  'dc',
  'avg',
  'stdev',
  'stdevp',
  'var',
  'varp',
  'sum',
  'sumsq',
  'min',
  'max',
  'range',
];

/**
 * A sparkline: the mark, then one number per time bin, 0 for a bin without a result. The bins are those of the search's
 * time range, or from the first to the last bin with an event when there is none; events without `_time` are left out.
 */
class Sparkline implements Accumulator {
  readonly #create: () => Accumulator;
  readonly #bins: TimeBins;
  readonly #context: EvalContext;
  readonly #byBin = new Map<number, Accumulator>();

  constructor(create: () => Accumulator, bins: TimeBins, context: EvalContext) {
    this.#create = create;
    this.#bins = bins;
    this.#context = context;
  }

  add(values: readonly Scalar[], time: number | null, series?: string): void {
    if (time === null) return;
    const bin = this.#bins.binOf(time);
    const { range } = this.#bins;
    if (range !== undefined && (bin < range.first || bin > range.last)) return;
    this.#at(bin).add(values, time, series);
  }

  #at(bin: number): Accumulator {
    let accumulator = this.#byBin.get(bin);
    if (accumulator === undefined) {
      accumulator = this.#create();
      this.#byBin.set(bin, accumulator);
    }
    return accumulator;
  }

  result(): Value {
    const range = this.#bins.range ?? this.#seenRange();
    if (range === undefined) return null;
    const most = this.#context.limits.timechartBins;
    let { first } = range;
    if (range.last - first >= most) {
      this.#context.note(`sparkline() shows the last ${most} time bins and left out those before.`);
      first = range.last - most + 1;
    }
    const result: Scalar[] = [sparklineMark];
    for (let bin = first; bin <= range.last; bin++) {
      const value = this.#byBin.get(bin)?.result() ?? null;
      result.push(toNumber(value) ?? 0);
    }
    return result;
  }

  #seenRange(): { first: number; last: number } | undefined {
    let first = Number.POSITIVE_INFINITY;
    let last = Number.NEGATIVE_INFINITY;
    for (const bin of this.#byBin.keys()) {
      if (bin < first) first = bin;
      if (bin > last) last = bin;
    }
    return first > last ? undefined : { first, last };
  }

  merge(other: Accumulator): void {
    for (const [bin, accumulator] of (other as Sparkline).#byBin) this.#at(bin).merge!(accumulator);
  }
}

/** `sparkline(f(x), span)`: the function's results over time (spl-commands 3.2). */
export const sparkline = defineAggregate({
  name: 'sparkline',
  summary: 'The results of a function over time bins, to be drawn as a small line.',
  argument: 'required',
  result: 'multivalue',
  only: ['stats', 'chart'],
  mergeable: true,
  notes: true,
  create(context, room, parameter, options) {
    if (options?.bins === undefined) throw new Error('sparkline was created without its time bins.');
    const inner = options.inner ?? count;
    return new Sparkline(() => inner.create(context, room, parameter), options.bins, context);
  },
  // Depends on the time bins, which examples do not have.
  examples: [],
});
