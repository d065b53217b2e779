import { ExactSum } from '../../functions/aggregate/exact-sum.js';
import type { WindowComputation } from '../../plan/nodes/window.js';
import { toNumber } from '../../values/coerce.js';
import { Ring } from './ring.js';
import type { RowStep } from './row-step.js';

/** Takes the next number; the average, or null before the period is full. */
type MovingAverage = (value: number) => number | null;

/** Mean of the last numbers. */
function simple(period: number): MovingAverage {
  const held = new Ring<number>(period);
  const sum = new ExactSum();
  return (value) => {
    const leaving = held.ago(period);
    if (leaving !== undefined) sum.add(-leaving);
    sum.add(value);
    held.push(value);
    return held.full ? sum.value() / period : null;
  };
}

/** Mean with the weights 1, 2, .. period; the newest number weighs most. */
function weighted(period: number): MovingAverage {
  const held = new Ring<number>(period);
  const sum = new ExactSum();
  const weightedSum = new ExactSum();
  const weights = (period * (period + 1)) / 2;
  let seen = 0;
  return (value) => {
    const leaving = held.ago(period);
    if (leaving === undefined) {
      weightedSum.add(++seen * value);
    } else {
      // Every number held loses one of its weight, the oldest its last one.
      weightedSum.add(-sum.value());
      weightedSum.add(period * value);
      sum.add(-leaving);
    }
    sum.add(value);
    held.push(value);
    return held.full ? weightedSum.value() / weights : null;
  };
}

/** `EMA(t) = a EMA(t-1) + (1-a) x(t)` with a = 2/(period+1), as documented; it begins at the first number [I]. */
function exponential(period: number): MovingAverage {
  const keep = 2 / (period + 1);
  let average: number | undefined;
  let seen = 0;
  return (value) => {
    average = average === undefined ? value : keep * average + (1 - keep) * value;
    seen++;
    return seen >= period ? average : null;
  };
}

const methods = { sma: simple, wma: weighted, ema: exponential };

/** `trendline`: moving averages; rows without a number are passed over (spl-commands 4.7). */
export function startTrendline(compute: WindowComputation & { name: 'trendline' }): RowStep {
  const lines = compute.lines.map((line) => ({ ...line, next: methods[line.method](line.period) }));
  return (event) => {
    for (const { field, as, next } of lines) {
      const number = toNumber(event.get(field));
      if (number === null) continue;
      const average = next(number);
      if (average !== null) event.set(as, average);
    }
  };
}
