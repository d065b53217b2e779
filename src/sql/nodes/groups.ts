import type { GroupKey } from '../../plan/nodes/aggregate.js';
import type { Span } from '../../source/span.js';
import type { AggregateColumn } from '../aggregates.js';
import type { Emitter } from '../emitter.js';
import { fieldOf, type Relation } from '../relation.js';
import type { SqlValue } from '../value.js';
import { emitBin } from './row-wise.js';

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
