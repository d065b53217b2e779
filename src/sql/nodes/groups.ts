import type { Aggregation, GroupKey } from '../../plan/nodes/set.js';
import type { Span } from '../../source/span.js';
import { type AggregateColumn, emitAggregations } from '../aggregates.js';
import type { Emitter } from '../emitter.js';
import { unsupported } from '../refusal.js';
import { fieldOf, type Relation } from '../relation.js';
import { columnValues, optional, passed } from '../rows.js';
import type { SqlValue } from '../value.js';
import type { NodeTemplate } from './define.js';
import { withOpenAggregates } from './open-aggregates.js';
import { emitBin, settled, withFields } from './row-wise.js';

/** Rows with what they are grouped by. */
export interface Keyed {
  readonly rows: Relation;
  readonly keys: readonly {
    readonly field: string;
    readonly name: string;
    readonly value: SqlValue;
    /** No row lacks it. */
    readonly certain?: boolean;
  }[];
}

/** Rows with their keys in columns `key1`, `key2`, …: one row per combination of the values of the BY fields (spl-commands 3.1). */
export function withKeys(
  rows: Relation,
  by: readonly GroupKey[],
  options: { dedup: boolean; missing: string | undefined },
  span: Span,
  cx: Emitter,
): Keyed {
  const { dialect, convert } = cx;
  const q = dialect.name;
  const keys = by.map(({ field, bins }, i) => {
    let value = fieldOf(rows, field, dialect);
    if (value.type === 'null' && options.missing === undefined) value = { sql: convert.text(value), type: 'text' };
    if (bins !== undefined) value = emitBin(value, bins, field, span, cx);
    if (options.missing !== undefined) {
      const text: SqlValue = { sql: dialect.text(options.missing), type: 'text' };
      const type = value.type === 'list' ? 'list' : 'text';
      value =
        value.type === 'null'
          ? text
          : { sql: convert.firstOf([convert.to(value, type), convert.to(text, type)], type), type };
    }
    return { field, name: `#key${i + 1}`, value, certain: options.missing !== undefined };
  });
  if (!keys.some(({ value }) => value.type === 'list')) return { rows, keys };
  // The values of a multivalue count one by one.
  let table = rows.table;
  for (const { name, value } of keys) {
    if (value.type !== 'list') continue;
    const list = options.dedup ? `spl_unique(${value.sql})` : value.sql;
    table = cx.statement.step('values', span, dialect.tables.unnest(table, list, name));
  }
  return {
    rows: { ...rows, table },
    keys: keys.map((key) =>
      key.value.type === 'list' ? { ...key, value: { sql: q(key.name), type: 'text' as const }, certain: true } : key,
    ),
  };
}

/** The rows of the groups, and the key columns. */
export function grouped(
  keyed: Keyed,
  columns: readonly AggregateColumn[],
  label: string,
  span: Span,
  cx: Emitter,
  kept: boolean,
  /** Whether the rows are numbered in the order of their keys; a table that is joined again needs no order. */
  ordered = true,
): Relation {
  const { rows, keys } = keyed;
  const fields = new Map<string, SqlValue>();
  for (const { field, value } of keys) fields.set(field, value);
  for (const { as, value } of columns) fields.set(as, value);
  const present = keys.filter(({ certain }) => certain !== true).map(({ value }) => cx.convert.present(value));
  const by = keys.map(({ value }) => value.sql);
  const where = present.length === 0 ? '' : `WHERE ${present.join(' AND ')}`;
  const group = by.length === 0 ? '' : `GROUP BY ${by.join(', ')}`;
  // Without BY an aggregation of nothing is a row, unless all its cells are null.
  const neverNull = columns.some((column) => column.neverNull) || keys.length > 0 || kept;
  const having =
    neverNull || columns.length === 0
      ? ''
      : `HAVING ${columns.map(({ value }) => cx.convert.present(value)).join(' OR ')}`;
  const tail = [where, group, having].filter((part) => part !== '').join('\n  ');
  const order = keys.map(({ value }) => cx.convert.text(value));
  const position = order.length === 0 || !ordered ? '1' : `row_number() OVER (ORDER BY ${order.join(', ')})`;
  const made = cx.statement.select(label, span, rows.table, fields, { position, ...(tail === '' ? {} : { tail }) });
  return made;
}

export const emitAggregate: NodeTemplate<'aggregate'> = (node, cx) => {
  const rows = cx.input(node.input);
  if (node.allNumeric) return unsupported('stats allnum=true', node.span);
  if (rows.columns.size === 0 && !rows.open) cx.caveat('there are no fields to aggregate', node.span);
  const keyed = withKeys(rows, node.by, { dedup: node.dedupSplitValues, missing: node.missingKey }, node.span, cx);
  const by = node.by.map((key) => key.field);
  const open: Aggregation[] = [];
  const columns = emitAggregations(node.aggregations, keyed.rows, by, '', cx, open);
  const kept = cx.schema.semantics.emptyAggregateRow === 'kept';
  if (open.length === 0) return grouped(keyed, columns, 'stats', node.span, cx, kept);
  if (rows.keyOf !== undefined) return unsupported(`the fields that ${open[0]!.as} fits are not known`, node.span);
  const groups =
    columns.length === 0 ? groupsOf(keyed, node.span, cx) : grouped(keyed, columns, 'stats', node.span, cx, true);
  const found = withOpenAggregates(groups, keyed, open, by, node.span, cx);
  if (by.length > 0 || kept || columns.some(({ neverNull }) => neverNull)) return found;
  // Without BY an aggregation of nothing is no row.
  const { lists, maps, name: q } = cx.dialect;
  const some = [...columnValues(found, cx).values()].map((value) => cx.convert.present(value));
  const test = [...some, `${lists.size(maps.keys(q('*')))} > 0`].join(' OR ');
  return passed(found, cx.statement.step('stats', node.span, `SELECT *\n  FROM ${found.table}\n  WHERE ${test}`));
};

/** The groups by themselves; without BY one row, of rows or of none. */
function groupsOf(keyed: Keyed, span: Span, cx: Emitter): Relation {
  if (keyed.keys.length > 0) return grouped(keyed, [], 'stats', span, cx, true);
  return cx.statement.select('stats', span, keyed.rows.table, new Map(), {
    position: cx.dialect.aggregates.count('*', ''),
  });
}

/** The results of each group on every row of it (spl-commands 4.1). */
export const emitAnnotateGroups: NodeTemplate<'annotate-groups'> = (node, cx) => {
  const rows = settled(cx.input(node.input), node.span, cx);
  if (node.allNumeric) return unsupported('eventstats allnum=true', node.span);
  const { dialect, convert } = cx;
  const by = node.by.map((field) => ({ field, bins: undefined }));
  const keyed = withKeys(rows, by, { dedup: false, missing: undefined }, node.span, cx);
  const columns = emitAggregations(node.aggregations, keyed.rows, node.by, '', cx);
  const prefixed: Keyed = { rows: keyed.rows, keys: keyed.keys.map((key, i) => ({ ...key, field: `#key${i + 1}` })) };
  const groups = grouped(prefixed, columns, 'groups', node.span, cx, true, false);
  const q = dialect.name;
  const on = node.by.map((field, i) => {
    const own = fieldOf(rows, field, dialect, 'l.');
    const key = groups.columns.get(`#key${i + 1}`)!;
    const first =
      own.type === 'list' ? dialect.lists.at(own.sql, '1') : convert.to(own, key.type === 'number' ? 'number' : 'text');
    return `g.${q(key.name)} = ${first}`;
  });
  const changes = new Map<string, SqlValue>();
  for (const { as } of columns) {
    const column = groups.columns.get(as)!;
    const value: SqlValue = { sql: `g.${q(column.name)}`, type: column.type };
    const before = fieldOf(rows, as, dialect, 'l.');
    if (before.type === 'null') changes.set(as, value);
    else
      changes.set(as, {
        sql: convert.choice([[`g.${q('#')} IS NULL`, convert.list(before)]], convert.list(value), 'list'),
        type: 'list',
      });
  }
  return withFields(rows, changes, 'eventstats', node.span, cx, {
    from: `${rows.table} AS l LEFT JOIN ${optional(groups, cx)} AS g ON ${on.length === 0 ? 'TRUE' : on.join(' AND ')}`,
    qualifier: 'l.',
  });
};
