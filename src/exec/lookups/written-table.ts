import type { NodeOf } from '../../plan/plan.js';
import { scalarText, toText } from '../../values/coerce.js';
import type { Event } from '../../values/event.js';
import type { LookupTable } from '../../values/lookup/lookup-index.js';
import { valuesOf } from '../../values/value.js';

function visibleFields(rows: readonly Event[]): string[] {
  const names = new Set<string>();
  for (const row of rows)
    for (const name of row.fieldNames()) if (!name.startsWith('_') || name === '_key') names.add(name);
  return [...names];
}

/** In a CSV a multivalue is one cell, its values joined by blanks. */
function cellsOf(row: Event, fields: readonly string[]): string[] {
  return fields.map((field) => valuesOf(row.get(field)).map(scalarText).join(' '));
}

/** What a table that rows are written into holds then; `before`: what it holds and keeps (spl-commands 8.3). */
export function writtenTable(
  rows: readonly Event[],
  before?: LookupTable,
  keys: Pick<NodeOf<'write'>, 'keyField' | 'allowUpdates'> = { keyField: undefined, allowUpdates: true },
): LookupTable {
  return before === undefined ? freshTable(rows) : addedTo(before, rows, keys);
}

function freshTable(rows: readonly Event[]): LookupTable {
  const fields = visibleFields(rows);
  return { fields, rows: rows.map((row) => cellsOf(row, fields)) };
}

/** Rows added under the columns the table has; with a key field a row replaces the one of the same key, or yields to it. */
function addedTo(
  table: LookupTable,
  rows: readonly Event[],
  { keyField, allowUpdates }: Pick<NodeOf<'write'>, 'keyField' | 'allowUpdates'>,
): LookupTable {
  const fields = table.fields.length === 0 ? visibleFields(rows) : table.fields;
  const column = keyField === undefined ? -1 : fields.indexOf(keyField);
  const added = rows.map((row) => cellsOf(row, fields));
  if (keyField === undefined || column < 0) return { fields, rows: [...table.rows, ...added] };
  const byKey = new Map(rows.map((row, index) => [toText(row.get(keyField)) ?? '', added[index]!]));
  if (!allowUpdates) for (const row of table.rows) byKey.delete(row[column] ?? '');
  const kept = table.rows.filter((row) => !byKey.has(row[column] ?? ''));
  return { fields, rows: [...kept, ...byKey.values()] };
}
