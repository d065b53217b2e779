import type { Aggregation } from '../../plan/nodes/aggregate.js';
import type { ColumnSplit, SeriesScore, TableProcedure } from '../../plan/nodes/procedure.js';
import type { Span } from '../../source/span.js';
import { type AggregateColumn, emitAggregations } from '../aggregates.js';
import type { Emitter } from '../emitter.js';
import { unsupported } from '../refusal.js';
import { fieldOf, type Relation } from '../relation.js';
import { columnValues, passed } from '../rows.js';
import type { SqlValue } from '../value.js';
import { grouped, type Keyed, withKeys } from './groups.js';
import { pivoted } from './pivot.js';
import { assigned, withFields } from './row-wise.js';
import { allBins, shownBins, type TimeBins, timeBinsOf } from './time-bins.js';

type Chart = TableProcedure & { readonly name: 'chart' };

/** What the parts of one chart share. */
interface Request {
  readonly chart: Chart;
  readonly span: Span;
  readonly cx: Emitter;
}

/** Aggregations whose result depends on the order of the rows. */
const ordered = new Set(['first', 'last', 'list', 'earliest', 'latest', 'mode']);

/** `chart` and `timechart`: one row per value of the row field, one column per value of the other (spl-commands 4.3 and 4.4). */
export function emitChart(chart: Chart, input: Relation, span: Span, cx: Emitter): Relation {
  const request: Request = { chart, span, cx };
  if (chart.outputs.some((name) => name.includes('*'))) return unsupported('chart of fields that fit a pattern', span);
  const bins = chart.time === undefined ? undefined : timeBinsOf(chart.time, chart.continuous, input, span, cx);
  const { row, column } = chart;
  if (row === undefined) {
    if (column !== undefined) return unsupported('a chart of columns without rows', span);
    return written(
      grouped({ rows: input, keys: [] }, aggregated(input, request), 'chart', span, cx, keepsEmpty(cx)),
      request,
    );
  }
  const keyed = withKeys(
    split(input, bins, request),
    [
      { field: bins === undefined ? row.field : '#bin', bins: bins === undefined ? row.bins : undefined },
      ...(column === undefined ? [] : [{ field: '#split', bins: column.bins }]),
    ],
    { dedup: chart.dedupSplitValues, missing: undefined },
    span,
    cx,
  );
  const places = placed(keyed, request);
  const cells = column === undefined ? places.rows : chosen(places, column, request);
  const table = cellsOf(cells, places.label, column !== undefined, request);
  let labels =
    bins === undefined || !chart.continuous ? labelsOf(places, request) : allBins(places.rows, bins, span, cx);
  if (bins !== undefined) labels = shownBins(labels, bins, span, cx);
  return pivoted(
    {
      table,
      labels,
      field: bins === undefined ? row.field : '_time',
      fixed: bins === undefined ? [] : [['_span', { sql: bins.length(cx.dialect.name('#label')), type: 'number' }]],
      outputs: chart.outputs,
      counts: new Set(chart.aggregations.filter(({ function: name }) => name === 'count').map(({ as }) => as)),
      series: column === undefined ? undefined : '#series',
      separator: chart.separator,
      format: chart.format,
      width: row.bins?.span?.kind === 'number' ? row.bins.span.width : undefined,
    },
    span,
    cx,
  );
}

const keepsEmpty = (cx: Emitter): boolean => cx.schema.semantics.emptyAggregateRow === 'kept';

/** The rows with what they are split by: `#bin`, and `#split` with `#null` for rows without the column field. */
function split(input: Relation, bins: TimeBins | undefined, { chart, span, cx }: Request): Relation {
  const { convert, dialect } = cx;
  const changes = new Map<string, SqlValue>();
  if (bins !== undefined) {
    const time = convert.number(fieldOf(input, '_time', dialect));
    changes.set('#bin', { sql: bins.start(time), type: 'number' });
  }
  if (chart.column !== undefined) {
    const { field, nullText, useNull } = chart.column;
    const value = fieldOf(input, field, dialect);
    const none: SqlValue = { sql: dialect.text(nullText), type: 'text' };
    const type = value.type === 'list' ? 'list' : 'text';
    const filled = convert.firstOf([convert.to(value, type), convert.to(none, type)], type);
    changes.set('#split', useNull ? { sql: filled, type } : { sql: convert.to(value, type), type });
    changes.set('#null', { sql: `CASE WHEN ${convert.absent(value)} THEN 1 ELSE 0 END`, type: 'number' });
  }
  return changes.size === 0 ? input : withFields(input, changes, 'split', span, cx);
}

/** The rows with their `#label` and `#series`. */
interface Places {
  readonly rows: Relation;
  readonly label: SqlValue;
}

function placed({ rows, keys }: Keyed, { span, cx }: Request): Places {
  const { convert, dialect, statement } = cx;
  const q = dialect.name;
  const [label, series] = keys.map(({ value }) => value);
  const items = [`${label!.sql} AS ${q('#label')}`];
  if (series !== undefined) {
    const name = convert.text(series);
    const hidden = `${name} = '' OR ${dialect.functions.startsWith(name, "'_'")}`;
    items.push(`CASE WHEN ${hidden} THEN 'VALUE' || ${name} ELSE ${name} END AS ${q('#series')}`);
  }
  const tests = keys.filter(({ certain }) => certain !== true).map(({ value }) => convert.present(value));
  const whole = tests.length === 0 ? '' : `\n  WHERE ${tests.join(' AND ')}`;
  const table = statement.step('places', span, `SELECT *, ${items.join(', ')}\n  FROM ${rows.table}${whole}`);
  return { rows: passed(rows, table), label: { ...label!, sql: q('#label') } };
}

function aggregated(rows: Relation, { chart, cx }: Request, by: readonly string[] = []): AggregateColumn[] {
  return emitAggregations(chart.aggregations, rows, by, '', cx);
}

/** The aggregations of each label and series, and what is computed from them. */
function cellsOf(rows: Relation, label: SqlValue, withSeries: boolean, request: Request): Relation {
  const { chart, span, cx } = request;
  const q = cx.dialect.name;
  const keys = [
    { field: '#label', name: '#label', value: label, certain: true },
    ...(withSeries
      ? [{ field: '#series', name: '#series', value: { sql: q('#series'), type: 'text' } as const, certain: true }]
      : []),
  ];
  const by = [chart.row, chart.column].flatMap((each) => (each === undefined ? [] : [each.field]));
  const cells = grouped({ rows, keys }, aggregated(rows, request, by), 'cells', span, cx, true, false);
  return computed(cells, request);
}

function computed(cells: Relation, { chart, span, cx }: Request): Relation {
  const assignments = chart.computed.map(({ as, expression }) => ({ target: as, computed: undefined, expression }));
  return assignments.length === 0 ? cells : assigned(cells, assignments as never, span, cx);
}

/** The only row of a chart without a split. */
function written(cells: Relation, request: Request): Relation {
  const { chart, span, cx } = request;
  const values = columnValues(computed(cells, request), cx);
  const fields = new Map(
    chart.outputs.flatMap((name) => (values.has(name) ? [[name, values.get(name)!] as const] : [])),
  );
  return cx.statement.select('chart', span, computed(cells, request).table, fields);
}

/** The rows with the series that they end in: their own, or that of the others. */
function chosen({ rows, label }: Places, column: ColumnSplit, request: Request): Relation {
  const { keep } = column;
  if (keep.by === 'rank' && !keep.negated && keep.count === 0) return rows;
  const { chart, span, cx } = request;
  const { dialect, statement } = cx;
  const q = dialect.name;
  const scores = scoresOf(rows, label, keep.score, request);
  const score = `coalesce(${q('#score')}, ${dialect.number(Number.NEGATIVE_INFINITY)})`;
  let fits: string;
  if (keep.by === 'bound') fits = `${score} ${keep.operator} ${keep.value}`;
  else {
    const rank = `row_number() OVER (PARTITION BY ${q('#none')} ORDER BY ${score} ${keep.end === 'top' ? 'DESC' : 'ASC'}, ${q('#series')})`;
    fits = `${rank} ${keep.negated ? '>' : '<='} ${keep.count}`;
  }
  const other = column.useOther ? dialect.text(column.otherText) : dialect.nothing('text');
  const ends = statement.step(
    'series',
    span,
    `SELECT ${q('#series')} AS ${q('#name')}, CASE WHEN ${q('#none')} = 1 OR ${fits} THEN ${q('#series')} ELSE ${other} END AS ${q('#end')}\n  FROM ${scores}`,
  );
  if (column.useOther && chart.aggregations.some(({ function: name }) => ordered.has(name)))
    cx.caveat(`the rows of ${column.otherText} are not taken in the order of their columns`, span);
  const own = [...columnValues(rows, cx, 'l.')].map(
    ([field, { sql }]) => [rows.columns.get(field)!.name, sql] as const,
  );
  const copied = [
    `l.${q('#')} AS ${q('#')}`,
    ...own.map(([name, sql]) => `${sql} AS ${q(name)}`),
    ...(rows.open || rows.internal ? [`l.${q('*')} AS ${q('*')}`] : []),
    ...(rows.names ? [`l.${q('@')} AS ${q('@')}`] : []),
    `l.${q('#label')} AS ${q('#label')}`,
    `s.${q('#end')} AS ${q('#series')}`,
  ];
  const table = statement.step(
    'kept',
    span,
    `SELECT ${copied.join(', ')}\n  FROM ${rows.table} AS l JOIN ${ends} AS s ON s.${q('#name')} = l.${q('#series')}\n  WHERE s.${q('#end')} IS NOT NULL`,
  );
  return passed(rows, table);
}

/** A table of the series with their `#score`, and `#none` for the one of rows without the column field. */
function scoresOf(rows: Relation, label: SqlValue, { over, aggregation }: SeriesScore, request: Request): string {
  const { chart, span, cx } = request;
  const q = cx.dialect.name;
  const series = {
    field: '#series',
    name: '#series',
    value: { sql: q('#series'), type: 'text' } as const,
    certain: true,
  };
  const none: SqlValue = { sql: cx.dialect.aggregates.numeric('max', q('#null'), ''), type: 'number' };
  const scored = (from: Relation, score: Aggregation): Relation => {
    const [column] = emitAggregations([{ ...score, as: '#score' }], from, [], '', cx);
    const number: SqlValue = { sql: cx.convert.number(column!.value), type: 'number' };
    const columns = [
      { as: '#score', value: number, neverNull: true },
      { as: '#none', value: none, neverNull: true },
    ];
    return grouped({ rows: from, keys: [series] }, columns, 'scores', span, cx, true, false);
  };
  if (over === 'events') return scored(rows, aggregation).table;
  const first = chart.outputs[0]!;
  const keys = [{ field: '#label', name: '#label', value: label, certain: true }, series];
  const by = [chart.row, chart.column].flatMap((each) => (each === undefined ? [] : [each.field]));
  const columns = [...aggregated(rows, request, by), { as: '#null', value: none, neverNull: true }];
  const cells = computed(grouped({ rows, keys }, columns, 'cells', span, cx, true, false), request);
  return scored(cells, { ...aggregation, argument: { kind: 'field', name: first } } as Aggregation).table;
}

/** The labels of the rows, each with the place of its first event. */
function labelsOf({ rows, label }: Places, { span, cx }: Request): Relation {
  const q = cx.dialect.name;
  const first: SqlValue = { sql: cx.dialect.aggregates.numeric('min', q('#'), ''), type: 'number' };
  const keys = [{ field: '#label', name: '#label', value: label, certain: true }];
  return grouped({ rows, keys }, [{ as: '#first', value: first, neverNull: true }], 'labels', span, cx, true, false);
}
