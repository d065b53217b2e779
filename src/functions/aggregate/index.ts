import { Registry } from '../../support/registry.js';
import type { AggregateFunction } from '../define.js';
import { avg } from './avg.js';
import { count } from './count.js';
import { distinctCount } from './distinct-count.js';
import { earliest, earliestTime, latest, latestTime } from './earliest-latest.js';
import { estimatedDistinctCount, estimatedDistinctCountError } from './estimated-distinct-count.js';
import { first, last } from './first-last.js';
import { list } from './list.js';
import { max, min } from './min-max.js';
import { mode } from './mode.js';
import { perDay, perHour, perMinute, perSecond } from './per-time.js';
import { exactperc, median, perc, upperperc } from './percentile.js';
import { range } from './range.js';
import { rate, rateAvg, rateSum } from './rate.js';
import { sparkline } from './sparkline.js';
import { sum, sumsq } from './sum.js';
import { values } from './values.js';
import { populationStdev, populationVar, sampleStdev, sampleVar } from './variance.js';

/** All aggregation functions of stats and its relatives, in the order of spl-commands 3.2. */
export const aggregates = new Registry<AggregateFunction>([
  count,
  distinctCount,
  estimatedDistinctCount,
  estimatedDistinctCountError,
  sum,
  sumsq,
  avg,
  min,
  max,
  range,
  sampleStdev,
  sampleVar,
  populationStdev,
  populationVar,
  median,
  mode,
  perc,
  exactperc,
  upperperc,
  first,
  last,
  earliest,
  latest,
  earliestTime,
  latestTime,
  rate,
  list,
  values,
  perSecond,
  perMinute,
  perHour,
  perDay,
  rateAvg,
  rateSum,
  sparkline,
]);

/** An aggregation function as a search names it. */
export interface NamedAggregate {
  readonly definition: AggregateFunction;
  /** The number in the name, 0 to 100: 95 in `p95`. */
  readonly parameter?: number;
}

const numbered = /^([a-z_]+)(\d+(?:\.\d*)?|\.\d+)$/;

/**
 * The function of this name, without regard to letter case: `DC`, `p95`, `perc99.9`. Undefined for names that do not
 * exist, for `perc` without its number, and for percentages above 100.
 */
export function findAggregate(name: string): NamedAggregate | undefined {
  const plain = aggregates.get(name);
  if (plain !== undefined) return plain.parameterized === true ? undefined : { definition: plain };
  const match = numbered.exec(name.toLowerCase());
  if (match === null) return undefined;
  const definition = aggregates.get(match[1]!);
  const parameter = Number(match[2]);
  if (definition?.parameterized !== true || parameter > 100) return undefined;
  return { definition, parameter };
}

/** Every name and alias, for suggestions; those that take a number are given with 95. */
export function aggregateNames(): string[] {
  return aggregates.names().map((name) => (aggregates.get(name)!.parameterized === true ? `${name}95` : name));
}
