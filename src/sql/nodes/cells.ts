import { type ColumnOrder, columnOrder } from '../../plan/column-order.js';
import { declaredColumns } from '../../plan/declared-columns.js';
import type { TableProcedure } from '../../plan/nodes/procedure.js';
import type { PlanNode } from '../../plan/plan.js';
import type { Span } from '../../source/span.js';
import { hasWildcard } from '../../values/wildcard.js';
import type { Emitter } from '../emitter.js';
import { fieldOf, type Relation } from '../relation.js';
import { numbered } from '../rows.js';
import { commonType, type SqlType, type SqlValue } from '../value.js';
import { entryNames, keyTest, withFields } from './row-wise.js';

type Transpose = TableProcedure & { readonly name: 'transpose' };

/** Where names of fields are keys of a map. */
const otherOrder =
  'the fields of a row are not known before the run, or a command gave a row one that it lacked, and may come in another order';

/** Columns for rows that are made before the run knows how many there are. */
const mostFixed = 100;

/** Whether all rows have their fields in one order: no command that gives some of them a field stands behind the one that made them. */
function keepsOrder(node: PlanNode): boolean {
  let below = node;
  while (below.kind === 'filter' || below.kind === 'sort' || below.kind === 'limit' || below.kind === 'dedup')
    below = below.input;
  return below.kind === 'aggregate' || below.kind === 'apply' || (below.kind === 'project' && below.mode === 'table');
}

/** Which fields are cells: all but some, of the internal ones those that are named. */
interface CellFields {
  readonly without: readonly string[];
  readonly internal: readonly string[];
  /** Fields that are cells of each row, also where it lacks them. */
  readonly always: readonly string[];
}

/** The fields of rows as rows of their own, beside what is kept of each row: the field in `#name`, its value in `#value`. */
function cellsOf(
  rows: Relation,
  { without, internal, always }: CellFields,
  kept: ReadonlyMap<string, SqlValue>,
  span: Span,
  cx: Emitter,
): Relation {
  const { convert, dialect, statement } = cx;
  const { functions, lists, maps, name: q, text } = dialect;
  const fields = [...new Set([...always, ...rows.columns.keys()])].filter(
    (field) => !without.includes(field) && (!field.startsWith('_') || internal.includes(field)),
  );
  const values = fields.map((field) => fieldOf(rows, field, dialect));
  const present = fields.map((field, i) =>
    always.includes(field) ? text(field) : `CASE WHEN ${convert.present(values[i]!)} THEN ${text(field)} END`,
  );
  const names = present.length === 0 ? [] : [lists.compact(present)];
  if (rows.open) names.push(entryNames(rows, (key) => `NOT ${functions.startsWith(key, "'_'")}`, without, cx));
  const type = commonType([...values.map((value) => value.type), ...(rows.open ? ['list' as const] : [])]) as SqlType;
  const cases = fields.map((field, i) => [`${q('#name')} = ${text(field)}`, convert.to(values[i]!, type)] as const);
  const rest = rows.open ? maps.entry(q('*'), q('#name')) : undefined;
  const value = cases.length === 0 ? (rest ?? dialect.nothing(type)) : convert.choice(cases, rest, type);
  const list = names.length === 0 ? dialect.nothing('list') : lists.concat(names);
  const listed = withFields(rows, new Map([['#names', { sql: list, type: 'list' as const }]]), 'names', span, cx);
  const each = statement.step('names', span, dialect.tables.unnest(listed.table, q('#names'), '#name', '#place'));
  const made = new Map<string, SqlValue>([
    ...kept,
    ['#name', { sql: q('#name'), type: 'text' }],
    ['#value', { sql: value, type }],
  ]);
  return statement.select('cells', span, each, made, { position: numbered([q('#'), q('#place')], cx) });
}

/** `untable`: a row for each cell beside x (spl-commands 4.8). */
export function emitUntable(
  { x, series, value }: TableProcedure & { readonly name: 'untable' },
  input: PlanNode,
  rows: Relation,
  span: Span,
  cx: Emitter,
): Relation {
  if (rows.open || !keepsOrder(input)) cx.caveat(otherOrder, span);
  const beside = fieldOf(rows, x, cx.dialect);
  const kept = beside.type === 'null' ? [] : [['#x', beside] as const];
  const cells = cellsOf(rows, { without: [x], internal: [], always: [] }, new Map(kept), span, cx);
  const made = new Map<string, SqlValue>(kept.map(() => [x, fieldOf(cells, '#x', cx.dialect)]));
  // Of fields of the same name the last one stands.
  made.set(series, fieldOf(cells, '#name', cx.dialect));
  made.set(value, fieldOf(cells, '#value', cx.dialect));
  return cx.statement.select('untable', span, cells.table, made);
}

/** `transpose`: a row for each field of all rows, with a column for each of the first rows (spl-commands 4.8). */
export function emitTranspose(
  procedure: Transpose,
  input: PlanNode,
  rows: Relation,
  span: Span,
  cx: Emitter,
): Relation {
  const { column, header } = procedure;
  const { convert, dialect, statement } = cx;
  const { aggregates, lists, name: q } = dialect;
  const number: SqlValue = { sql: dialect.functions.double(numbered([q('#')], cx)), type: 'number' };
  let numberedRows = withFields(rows, new Map([['#row', number]]), 'rows', span, cx);
  const kept = new Map<string, SqlValue>([['#row', { sql: q('#row'), type: 'number' }]]);
  const taken = procedure.rows === 0 || !Number.isFinite(procedure.rows) ? 'TRUE' : `${q('#row')} <= ${procedure.rows}`;
  const fixed = procedure.rows > 0 && procedure.rows <= mostFixed && header === undefined && !/^row \d+$/.test(column);
  if (!fixed) {
    const title = titleOf(procedure, rows, cx);
    numberedRows = withFields(numberedRows, new Map([['#title', title]]), 'titles', span, cx);
    kept.set('#title', { sql: q('#title'), type: 'text' });
  }
  const without = [...(header === undefined ? [] : [header]), '#row', '#title'];
  let cells = cellsOf(
    numberedRows,
    { without, internal: ['_time', '_raw'], always: procedure.includeEmpty ? declaredColumns(input) : [] },
    kept,
    span,
    cx,
  );
  if (!fixed) {
    // Of rows with the same title the last one that has the field is shown.
    const shown = `CASE WHEN ${taken} AND ${convert.present(fieldOf(cells, '#value', dialect))} THEN ${q('#row')} END`;
    const last = aggregates.numeric('max', shown, ` OVER (PARTITION BY ${q('#title')}, ${q('#name')})`);
    cells = withFields(cells, new Map([['#last', { sql: last, type: 'number' }]]), 'shown', span, cx);
  }
  const value = fieldOf(cells, '#value', dialect);
  const type = value.type as SqlType;
  const made = new Map<string, SqlValue>([[column, { sql: q('#name'), type: 'text' }]]);
  const first = [{ sql: q('#'), descending: false, nullable: false }];
  if (fixed)
    for (let row = 1; row <= procedure.rows; row++)
      made.set(`row ${row}`, { sql: aggregates.first(value.sql, type, first, `${q('#row')} = ${row}`), type });
  const map = fixed
    ? undefined
    : aggregates.mapOf(q('#title'), convert.list(value), `${taken} AND ${q('#row')} = ${q('#last')}`);
  // A field that holds nothing, or an empty text, in all of the rows.
  const filled = type === 'list' ? `${value.sql} <> ${lists.literal(["''"])}` : `${convert.text(value)} <> ''`;
  const having = procedure.includeEmpty ? '' : `\n  HAVING ${aggregates.some(`${taken} AND ${filled}`, '')}`;
  const columns = columnOrder(input);
  const isOrdered = keepsOrder(input) || [...rows.columns.keys()].every((field) => columns.columns.includes(field));
  if (columns.table && (rows.open || !isOrdered)) cx.caveat(otherOrder, span);
  const order = [...fieldOrder(columns, cx), aggregates.numeric('min', q('#'), '')];
  return statement.select('transpose', span, cells.table, made, {
    position: `row_number() OVER (ORDER BY ${order.join(', ')})`,
    tail: `GROUP BY ${q('#name')}${having}`,
    ...(map === undefined ? {} : { map }),
  });
}

/** The column of a row: its header, or its number. */
function titleOf({ column, header }: Transpose, rows: Relation, { convert, dialect }: Emitter): SqlValue {
  const number = `'row ' || spl_text(${dialect.name('#row')})`;
  if (header === undefined) return { sql: number, type: 'text' };
  const named = `coalesce(nullif(${convert.text(fieldOf(rows, header, dialect))}, ''), ${number})`;
  return {
    sql: `CASE WHEN ${named} = ${dialect.text(column)} THEN 'VALUE' || ${named} ELSE ${named} END`,
    type: 'text',
  };
}

/** The place of `#name` in the order of columns that a plan gives. */
function fieldOrder({ table, columns, before }: ColumnOrder, cx: Emitter): string[] {
  const { name: q, text } = cx.dialect;
  const name = q('#name');
  const listed = table ? columns : ['_time'];
  const cases = listed.map((column, i) => {
    const test = hasWildcard(column) ? keyTest([column], name, cx) : `${name} = ${text(column)}`;
    return `WHEN ${test} THEN ${i}`;
  });
  const order = cases.length === 0 ? [] : [`CASE ${cases.join(' ')} ELSE ${listed.length} END`];
  // What a pattern fits stands as it stood before: of events, by name.
  return table && before?.table !== false ? order : [...order, name];
}
