import type { TableProcedure } from '../../plan/nodes/procedure.js';
import type { Span } from '../../source/span.js';
import type { Emitter } from '../emitter.js';
import { unsupported } from '../refusal.js';
import { fieldOf, type Relation } from '../relation.js';
import type { SqlValue } from '../value.js';
import { firstRows } from './positions.js';
import { settled } from './row-wise.js';

/** The fields of the first rows that `return` at the end of a subsearch names (spl-commands 9.2); `values`: also those without a name. */
export function returnedRows(
  { count, items }: TableProcedure & { readonly name: 'return' },
  input: Relation,
  values: boolean,
  span: Span,
  cx: Emitter,
): Relation {
  const bare = items.length === 1 && count === 1 && items[0]!.valueOnly;
  if (values && !bare) return unsupported('a subsearch that returns comparisons is no value', span);
  if (!values && items.some(({ valueOnly }) => valueOnly))
    return unsupported('a subsearch that returns values without their field', span);
  const rows = firstRows(settled(input, span, cx), Math.max(0, count), 'return', span, cx);
  const fields = new Map<string, SqlValue>();
  for (const { field, as } of items) {
    const value = fieldOf(rows, field, cx.dialect);
    if (value.type !== 'null') fields.set(as ?? field, value);
  }
  return cx.statement.select('return', span, rows.table, fields);
}
