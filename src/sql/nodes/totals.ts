import type { TableProcedure } from '../../plan/nodes/procedure.js';
import type { Span } from '../../source/span.js';
import type { Emitter } from '../emitter.js';
import { fieldOf, type Relation } from '../relation.js';
import { columnValues } from '../rows.js';
import type { SqlValue } from '../value.js';
import { appended } from './combine.js';
import { entryNames, fits, keyTest } from './row-wise.js';

/** `addcoltotals`: a last row with the sums of the columns (spl-commands 4.6). */
export function emitTotals(
  { patterns, labelField, label }: TableProcedure & { readonly name: 'totals' },
  rows: Relation,
  span: Span,
  cx: Emitter,
): Relation {
  const { convert, dialect, statement } = cx;
  const { aggregates, name: q, text } = dialect;
  const sum = (value: SqlValue): string => aggregates.numeric('sum', convert.number(value), '');
  const sums = new Map<string, SqlValue>();
  for (const field of rows.columns.keys())
    if (fits(patterns, field)) sums.set(field, { sql: sum(fieldOf(rows, field, dialect)), type: 'number' });
  // A position that is aggregated makes one row of all, or of none.
  const known = statement.select('sums', span, rows.table, sums, { position: aggregates.count('*', '') });
  const fields = columnValues(known, cx);
  if (labelField !== undefined) fields.set(labelField, { sql: text(label), type: 'text' });
  const others = rows.open ? sumsOfEntries(patterns, rows, sum, span, cx) : undefined;
  const total = statement.select(
    'totals',
    span,
    others === undefined ? known.table : `${known.table}, ${others}`,
    fields,
    {
      ...(others === undefined ? {} : { map: q('*') }),
    },
  );
  return appended([rows, total], 'addcoltotals', span, cx);
}

/** A table of one row: the sums of the fields that are not known before the run, as a map. */
function sumsOfEntries(
  patterns: readonly string[],
  rows: Relation,
  sum: (value: SqlValue) => string,
  span: Span,
  cx: Emitter,
): string {
  const { aggregates, maps, name: q } = cx.dialect;
  const names = entryNames(rows, (key) => keyTest(patterns, key, cx), [], cx);
  const each = cx.statement.step('entries', span, cx.dialect.tables.unnest(rows.table, names, '#name'));
  const total = sum({ sql: maps.entry(q('*'), q('#name')), type: 'list' });
  const sums = cx.statement.step(
    'sums',
    span,
    `SELECT ${q('#name')}, ${total} AS ${q('#sum')}\n  FROM ${each}\n  GROUP BY ${q('#name')}`,
  );
  const list = cx.convert.list({ sql: q('#sum'), type: 'number' });
  const map = aggregates.mapOf(q('#name'), list, `${q('#sum')} IS NOT NULL`);
  return cx.statement.step('sums', span, `SELECT ${map} AS ${q('*')}\n  FROM ${sums}`);
}
