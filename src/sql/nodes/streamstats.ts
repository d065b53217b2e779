import { aggregates } from '../../functions/aggregate/index.js';
import { mentionedFields } from '../../functions/scalar/bound-field.js';
import type { WindowComputation } from '../../plan/nodes/window.js';
import type { Span } from '../../source/span.js';
import { type AggregateColumn, emitAggregations } from '../aggregates.js';
import type { Emitter } from '../emitter.js';
import { unsupported } from '../refusal.js';
import { fieldOf, type Relation } from '../relation.js';
import { columnsOf, columnValues, optional, passed } from '../rows.js';
import { scopeOf } from '../scope.js';
import type { SqlType, SqlValue } from '../value.js';
import { withFields } from './row-wise.js';

type Streamstats = WindowComputation & { readonly name: 'streamstats' };

/** What one `streamstats` is emitted with. */
interface Request {
  readonly compute: Streamstats;
  readonly rows: Relation;
  readonly keys: readonly SqlValue[];
  readonly span: Span;
}

/** Aggregations that an engine has over the rows of a window. */
const overWindows = new Set(
  'count dc estdc sum avg min max range stdev var stdevp varp median perc exactperc upperperc first last values list earliest_time latest_time'.split(
    ' ',
  ),
);

/**
 * `streamstats`: aggregations over the rows so far (spl-commands 4.2). All of them, and the last ones of a group, are a window of the
 * engine; the last ones of all groups or of a time are joined to each row.
 */
export function emitStreamstats(compute: Streamstats, rows: Relation, span: Span, cx: Emitter): Relation {
  if (compute.allNumeric) return unsupported('streamstats allnum=true', span);
  const keys = compute.by.map((field) => fieldOf(rows, field, cx.dialect));
  // Rows without all BY fields stay as they are.
  if (keys.some((key) => key.type === 'null')) return rows;
  if (keys.some((key) => key.type === 'list'))
    cx.caveat('a row with several values in a BY field of streamstats counts in a group of its own', span);
  const request: Request = { compute, rows, keys, span };
  const bounded = compute.window > 0 || compute.timeWindow !== undefined;
  const resets = compute.resetOnChange || compute.resetBefore !== undefined || compute.resetAfter !== undefined;
  const shared = compute.timeWindow !== undefined || (bounded && compute.global && keys.length > 0);
  const known = compute.aggregations.every(({ function: name }) => overWindows.has(aggregates.get(name)?.name ?? name));
  if (bounded && (resets || shared || !known)) return joined(request, cx);
  if (!resets) return withResults(rows, request, overRows(rows, request, '', cx), '', cx);
  const parts = withSegments(request, cx);
  const columns = overRows(parts, request, cx.dialect.name('#segment'), cx);
  const fields = new Map(columns.map(({ as, value }) => [as, value]));
  return besides(request, cx.statement.select('streamstats', span, parts.table, fields), columns, cx);
}

/** The aggregations as windows of the engine. */
function overRows(rows: Relation, { compute, keys }: Request, segment: string, cx: Emitter): AggregateColumn[] {
  const from = compute.window === 0 ? 'UNBOUNDED' : String(compute.window - (compute.current ? 1 : 0));
  const to = compute.current ? 'CURRENT ROW' : '1 PRECEDING';
  const parts = [...keys.map((key) => key.sql), ...(segment === '' ? [] : [segment])];
  const partition = parts.length === 0 ? '' : `PARTITION BY ${parts.join(', ')} `;
  const over = ` OVER (${partition}ORDER BY ${cx.dialect.name('#')} ROWS BETWEEN ${from} PRECEDING AND ${to})`;
  return emitAggregations(compute.aggregations, rows, compute.by, over, cx);
}

/** The rows with their results; one without all BY fields stays as it is. */
function withResults(
  rows: Relation,
  { keys, span }: Request,
  columns: readonly AggregateColumn[],
  from: string,
  cx: Emitter,
): Relation {
  const { convert, dialect } = cx;
  const qualifier = from === '' ? '' : 'l.';
  const own = (value: SqlValue): SqlValue => ({ ...value, sql: `${qualifier}${value.sql}` });
  const whole = keys.length === 0 ? undefined : keys.map((key) => convert.present(own(key))).join(' AND ');
  const changes = new Map<string, SqlValue>();
  for (const { as, value } of columns) {
    if (whole === undefined) {
      changes.set(as, value);
      continue;
    }
    const before = fieldOf(rows, as, dialect, qualifier);
    const type = before.type === 'null' ? (value.type as SqlType) : 'list';
    const otherwise = before.type === 'null' ? undefined : convert.list(before);
    changes.set(as, { sql: convert.choice([[whole, convert.to(value, type)]], otherwise, type), type });
  }
  return withFields(rows, changes, 'streamstats', span, cx, from === '' ? {} : { from, qualifier });
}

/** The rows with all BY fields, with `#segment`: how often the computation began anew before each. */
function withSegments({ compute, rows, keys, span }: Request, cx: Emitter): Relation {
  const { dialect, statement } = cx;
  const q = dialect.name;
  const names = new Set(compute.aggregations.map(({ as }) => as));
  if (compute.resetAfter !== undefined && [...mentionedFields(compute.resetAfter)].some((name) => names.has(name)))
    return unsupported('a reset that depends on what streamstats works out', span);
  const flag = (condition: string): string => `CASE WHEN ${condition} THEN 1 ELSE 0 END`;
  const before: string[] = [];
  if (compute.resetOnChange && keys.length > 0)
    before.push(...keys.map((key) => `${key.sql} <> ${dialect.aggregates.before(key.sql, 1, q('#'), key.type)}`));
  if (compute.resetBefore !== undefined) before.push(cx.condition(compute.resetBefore, scopeOf(rows)));
  const after = compute.resetAfter === undefined ? 'FALSE' : cx.condition(compute.resetAfter, scopeOf(rows));
  const flagged = statement.step(
    'resets',
    span,
    `SELECT *, ${flag(before.length === 0 ? 'FALSE' : before.join(' OR '))} AS ${q('#before')}, ${flag(after)} AS ${q('#after')}
  FROM ${rows.table}${whereWhole(keys, cx)}`,
  );
  const sum = (column: string, to: string): string =>
    `coalesce(${dialect.aggregates.numeric('sum', q(column), ` OVER (ORDER BY ${q('#')} ROWS BETWEEN UNBOUNDED PRECEDING AND ${to})`)}, 0)`;
  const table = statement.step(
    'segments',
    span,
    `SELECT *, ${sum('#before', 'CURRENT ROW')} + ${sum('#after', '1 PRECEDING')} AS ${q('#segment')}\n  FROM ${flagged}`,
  );
  return passed(rows, table);
}

function whereWhole(keys: readonly SqlValue[], { convert }: Emitter): string {
  return keys.length === 0 ? '' : `\n  WHERE ${keys.map((key) => convert.present(key)).join(' AND ')}`;
}

/** The rows of the window beside each row, aggregated by its position. */
function joined(request: Request, cx: Emitter): Relation {
  const { compute, rows, keys, span } = request;
  const { convert, dialect, schema, statement } = cx;
  const q = dialect.name;
  const resets = compute.resetOnChange || compute.resetBefore !== undefined || compute.resetAfter !== undefined;
  const parts = resets ? withSegments(request, cx) : rows;
  const partition = [...(resets ? [q('#segment')] : []), ...(compute.global ? [] : keys.map((key) => key.sql))];
  const by = partition.length === 0 ? '' : `PARTITION BY ${partition.join(', ')} `;
  const placed = statement.step(
    'places',
    span,
    `SELECT *, row_number() OVER (${by}ORDER BY ${q('#')}) AS ${q('#place')}\n  FROM ${parts.table}${resets ? '' : whereWhole(keys, cx)}`,
  );
  const most = compute.window === 0 ? schema.limits.streamWindow : Math.min(compute.window, schema.limits.streamWindow);
  const [own, each] = ['r', 'e'].map((table) => `${table}.${q('#place')}`) as [string, string];
  const tests = [...(resets ? [q('#segment')] : []), ...keys.map((key) => key.sql)].map((sql) => `e.${sql} = r.${sql}`);
  if (tests.length === 0 && dialect.tables.always !== undefined) tests.push(dialect.tables.always(own, each));
  tests.push(`${each} > ${own} - ${compute.current ? most : most + 1}`);
  tests.push(`${each} ${compute.current ? '<=' : '<'} ${own}`);
  if (compute.timeWindow !== undefined) {
    cx.caveat('a time window of streamstats holds where rows are in the order of their times', span);
    const [time, other] = ['r.', 'e.'].map((table) => convert.number(fieldOf(rows, '_time', dialect, table)));
    tests.push(`(${each} = ${own} OR abs(${time} - ${other}) <= ${compute.timeWindow})`);
  }
  const copied = [...columnsOf(rows).keys()].map((column) => `e.${q(column)} AS ${q(column)}`).join(', ');
  const pairs = statement.step(
    'window',
    span,
    `SELECT r.${q('#')} AS ${q('#row')}, ${copied}\n  FROM ${placed} AS r JOIN ${placed} AS e ON ${tests.join(' AND ')}`,
  );
  const beside = passed(rows, pairs);
  const columns = emitAggregations(compute.aggregations, beside, compute.by, '', cx);
  const results = statement.select('streamstats', span, pairs, new Map(columns.map(({ as, value }) => [as, value])), {
    position: q('#row'),
    tail: `GROUP BY ${q('#row')}`,
  });
  return besides(request, results, columns, cx);
}

/** Results by position, put on the rows. */
function besides(request: Request, results: Relation, columns: readonly AggregateColumn[], cx: Emitter): Relation {
  const q = cx.dialect.name;
  const values = columnValues(results, cx, 'g.');
  const found = columns.map(({ as, neverNull }): AggregateColumn => {
    const value = values.get(as)!;
    // Of no rows there are none.
    return neverNull
      ? { as, neverNull, value: { sql: `coalesce(${value.sql}, ${cx.dialect.number(0)})`, type: 'number' } }
      : { as, neverNull, value };
  });
  const from = `${request.rows.table} AS l LEFT JOIN ${optional(results, cx)} AS g ON g.${q('#')} = l.${q('#')}`;
  return withResults(request.rows, request, found, from, cx);
}
