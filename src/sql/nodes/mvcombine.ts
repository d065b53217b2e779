import type { TableProcedure } from '../../plan/nodes/procedure.js';
import type { Span } from '../../source/span.js';
import type { Emitter } from '../emitter.js';
import { unsupported } from '../refusal.js';
import { fieldOf, type Relation } from '../relation.js';
import { columnValues } from '../rows.js';
import type { SqlValue } from '../value.js';

/** `mvcombine`: rows that agree in all other fields become one, where the first of them was (spl-commands 5.4). */
export function emitMvcombine(
  { field }: TableProcedure & { readonly name: 'combine' },
  rows: Relation,
  span: Span,
  cx: Emitter,
): Relation {
  if (rows.open || rows.internal) return unsupported('mvcombine of fields that are not known before the run', span);
  const { convert, dialect, statement } = cx;
  const { aggregates, lists, name: q } = dialect;
  const value = fieldOf(rows, field, dialect);
  if (value.type === 'null') return rows;
  const fields = new Map<string, SqlValue>();
  const keys: string[] = [];
  for (const [name, each] of columnValues(rows, cx)) {
    fields.set(name, each);
    if (name !== field) keys.push(each.sql);
  }
  // A row without the field stays alone.
  const alone = `CASE WHEN ${convert.absent(value)} THEN ${q('#')} END`;
  const all = aggregates.gather(convert.list(value), convert.present(value), q('#'), '');
  fields.set(field, { sql: lists.held(all), type: 'list' });
  return statement.select('mvcombine', span, rows.table, fields, {
    position: aggregates.numeric('min', q('#'), ''),
    tail: `GROUP BY ${[...keys, alone].join(', ')}`,
  });
}
