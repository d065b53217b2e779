import type { TableProcedure } from '../../plan/nodes/procedure.js';
import type { Span } from '../../source/span.js';
import { secondsOf, timeSpans } from '../../values/time/bin-widths.js';
import { type TimeSpan, timeSpanOf } from '../../values/time/span.js';
import type { Emitter } from '../emitter.js';
import { unsupported } from '../refusal.js';
import { fieldOf, type Relation } from '../relation.js';
import { emitBinStart, emitWindow, needsUtc } from '../time.js';
import type { SqlValue } from '../value.js';

type TimeRows = NonNullable<(TableProcedure & { readonly name: 'chart' })['time']>;

/** The bins of the rows of a timechart (spl-commands 4.4): the start of a bin by a time in it, and its length, in SQL. */
export interface TimeBins {
  start(time: string): string;
  length(start: string): string;
  /** The starts of all bins from one to another, a list of texts. */
  all(first: string, last: string): string;
  readonly earliest: string | undefined;
  readonly latest: string | undefined;
  /** Whether bins are shown that the range cuts. */
  readonly partial: boolean;
}

/** The bins of a timechart over these events; without a span, of the smallest width of which few are needed. */
export function timeBinsOf(time: TimeRows, continuous: boolean, input: Relation, span: Span, cx: Emitter): TimeBins {
  const { bins } = time;
  if (bins.align !== undefined) return unsupported('a timechart with aligntime', span);
  needsUtc(cx, span);
  const range = time.fixedRange ? emitWindow(time.window ?? {}, span, cx) : undefined;
  // All time begins at 0; a bound that is relative is no number.
  const isAllTime = Number(time.window?.earliest || cx.schema.range.earliest) <= 0;
  const earliest = isAllTime ? undefined : range?.earliest;
  const bounds = { earliest, latest: range?.latest, partial: time.partial };
  const given = bins.span === undefined ? null : timeSpanOf(bins.span);
  if (given === null) return { ...chosen(time, bounds, input, span, cx), ...bounds };
  const bin = ofSpan(given, cx, span);
  if (continuous && given.kind === 'elapsed' && given.micros % 1e6 !== 0)
    return unsupported('a timechart by parts of a second', span);
  return { ...bin, ...bounds };
}

type Bins = Pick<TimeBins, 'start' | 'length' | 'all'>;

function ofSpan(given: TimeSpan, cx: Emitter, span: Span): Bins {
  const { functions, lists, times } = cx.dialect;
  const start = (time: string): string => emitBinStart(time, given, 0, cx, span);
  if (given.kind !== 'months') {
    const width = secondsOf(given);
    return {
      start,
      length: () => cx.dialect.number(width),
      all: (first, last) => `spl_range(${first}, ${last} + ${width}, ${width})`,
    };
  }
  const months = (count: string): string => functions.integer(count);
  return {
    start,
    length: (from) => `(spl_month(${from}, ${given.count}) - ${from})`,
    all: (first, last) => {
      const each = cx.variable();
      const count = `((${times.month(last)}) - (${times.month(first)})) / ${given.count} + 1`;
      const next = `spl_month(${first}, ${months(`spl_num(${each}) * ${given.count}`)})`;
      return lists.collect(`spl_range(0, ${count}, 1)`, each, `spl_text(${next})`);
    },
  };
}

/** Bins whose width the range decides, or the first and last event where it is open. */
function chosen(
  time: TimeRows,
  { earliest, latest }: Pick<TimeBins, 'earliest' | 'latest'>,
  input: Relation,
  span: Span,
  cx: Emitter,
): Bins {
  const { bins } = time;
  const { dialect, statement } = cx;
  if (bins.start !== undefined || bins.end !== undefined || bins.minimumSpan !== undefined)
    return unsupported('a timechart whose bins have a start, an end or a least span', span);
  const moment = cx.convert.number(fieldOf(input, '_time', dialect));
  const [low, high] = (['min', 'max'] as const).map((end) => dialect.aggregates.numeric(end, moment, ''));
  const first = earliest ?? low!;
  const last = latest === undefined ? high! : `(${latest} - 0.000001)`;
  const widest = timeSpans.length - 1;
  const most = bins.bins ?? 100;
  const cases = timeSpans.slice(0, widest).map((each, i) => {
    const width = secondsOf(each);
    return `WHEN floor(${last} / ${width}) - floor(${first} / ${width}) < ${most} THEN ${i}`;
  });
  const place = `CASE ${cases.join(' ')} ELSE ${widest} END`;
  const width =
    earliest !== undefined && latest !== undefined
      ? place
      : `(SELECT width FROM ${statement.step('width', span, `SELECT ${place} AS width\n  FROM ${input.table}`)})`;
  const all = timeSpans.map((each) => ofSpan(each, cx, span));
  const choice = (sql: (bin: Bins) => string): string => {
    const narrower = all.slice(0, -1).map((bin, i) => `WHEN ${i} THEN ${sql(bin)}`);
    return `CASE ${width} ${narrower.join(' ')} ELSE ${sql(all.at(-1)!)} END`;
  };
  return {
    start: (at) => choice((bin) => bin.start(at)),
    length: (from) => choice((bin) => bin.length(from)),
    all: (from, to) => choice((bin) => bin.all(from, to)),
  };
}

/** A table of all bins in `#label` and `#first`: those of the events, and those of the range that has bounds. */
export function allBins(events: Relation, bins: TimeBins, span: Span, cx: Emitter): Relation {
  const { dialect, schema, statement } = cx;
  const { aggregates, lists, name: q } = dialect;
  const low = aggregates.numeric('min', q('#label'), '');
  const high = aggregates.numeric('max', q('#label'), '');
  const [from, to] = [bins.earliest, bins.latest === undefined ? undefined : `(${bins.latest} - 0.000001)`];
  const first =
    from === undefined ? low : `CASE WHEN ${low} < ${bins.start(from)} THEN ${low} ELSE ${bins.start(from)} END`;
  const last =
    to === undefined ? high : `CASE WHEN ${high} > ${bins.start(to)} THEN ${high} ELSE ${bins.start(to)} END`;
  const ends = statement.step('ends', span, `SELECT ${first} AS low, ${last} AS high\n  FROM ${events.table}`);
  const starts = lists.slice(bins.all('low', 'high'), '1', String(schema.limits.timechartBins));
  const each = statement.step('bins', span, dialect.tables.unnest(ends, starts, '#start'));
  const start: SqlValue = { sql: `spl_num(${q('#start')})`, type: 'number' };
  return statement.select(
    'labels',
    span,
    each,
    new Map([
      ['#label', start],
      ['#first', start],
    ]),
    {
      position: `row_number() OVER (ORDER BY ${start.sql})`,
    },
  );
}

/** The labels without the bins that the range cuts. */
export function shownBins(labels: Relation, bins: TimeBins, span: Span, cx: Emitter): Relation {
  const { partial, earliest, latest } = bins;
  if (partial || (earliest === undefined && latest === undefined)) return labels;
  const label = cx.dialect.name('#label');
  const tests = [
    ...(earliest === undefined ? [] : [`${label} >= ${earliest}`]),
    ...(latest === undefined ? [] : [`${label} + ${bins.length(label)} <= ${latest}`]),
  ];
  const table = cx.statement.step('shown', span, `SELECT *\n  FROM ${labels.table}\n  WHERE ${tests.join(' AND ')}`);
  return { ...labels, table };
}
