import { argumentValues } from '../../functions/aggregate/argument-values.js';
import { findAggregate } from '../../functions/aggregate/index.js';
import type { ColumnSplit, SeriesScore } from '../../plan/nodes/procedure.js';
import { toNumber } from '../../values/coerce.js';
import { compareNumbersFirst, compareText } from '../../values/compare.js';
import type { ExecContext } from '../context.js';
import { aggregationRoom } from '../groups/aggregation.js';
import type { ComputedColumn, GridRow, Series } from './grid.js';

/** The series of a chart that get columns of their own, in order, and those that go into OTHER. */
export interface ChosenSeries {
  readonly kept: readonly Series[];
  readonly others: readonly Series[];
}

function scoreOf(
  series: Series,
  score: SeriesScore,
  rows: readonly GridRow[],
  output: string,
  computed: readonly ComputedColumn[],
  context: ExecContext,
): number {
  if (score.over === 'events') {
    if (series.score === undefined) return series.events;
    for (const [, value] of series.score.results()) return toNumber(value) ?? Number.NEGATIVE_INFINITY;
    return series.events;
  }
  const { function: name, parameter } = score.aggregation;
  const { definition } = findAggregate(parameter === undefined ? name : `${name}${parameter}`)!;
  const accumulator = definition.create(context, aggregationRoom(context), parameter);
  for (const row of rows) {
    const value = row.cells.get(series.name)?.results(computed, context).get(output) ?? null;
    accumulator.add(argumentValues(value), toNumber(row.label));
  }
  return toNumber(accumulator.result()) ?? Number.NEGATIVE_INFINITY;
}

/** Ranks the series and takes those that the limit or the where clause lets through; NULL is not counted (spl-commands 4.3). */
export function chooseSeries(
  all: Iterable<Series>,
  split: ColumnSplit,
  rows: readonly GridRow[],
  output: string,
  computed: readonly ComputedColumn[],
  context: ExecContext,
): ChosenSeries {
  const series = [...all];
  const candidates = series.filter((each) => !each.isNull);
  const { keep } = split;
  let chosen: Series[];
  if (keep.by === 'rank' && !keep.negated && (keep.count === 0 || candidates.length <= keep.count)) {
    chosen = candidates;
  } else {
    const scored = candidates.map((each) => ({
      each,
      score: scoreOf(each, keep.score, rows, output, computed, context),
    }));
    if (keep.by === 'bound') {
      chosen = scored
        .filter(({ score }) => (keep.operator === '<' ? score < keep.value : score > keep.value))
        .map(({ each }) => each);
    } else {
      const direction = keep.end === 'top' ? -1 : 1;
      scored.sort((a, b) => direction * compareScores(a.score, b.score) || compareText(a.each.name, b.each.name));
      const ranked = scored.map(({ each }) => each);
      chosen = keep.negated ? ranked.slice(keep.count) : ranked.slice(0, keep.count);
    }
  }
  const taken = new Set(chosen);
  const order = (a: Series, b: Series): number =>
    split.bins === undefined ? compareText(a.name, b.name) : compareNumbersFirst(a.order, b.order);
  return {
    kept: [...chosen.sort(order), ...series.filter((each) => each.isNull)],
    others: candidates.filter((each) => !taken.has(each)),
  };
}

function compareScores(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
