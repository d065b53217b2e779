import type { ColumnOrder } from '../plan/column-order.js';
import type { Event } from '../values/event.js';
import { expandPatterns } from '../values/field-pattern.js';
import { hasWildcard } from '../values/wildcard.js';

/** The names that stand in a result, from left to right: of a table as it says, of events `_time` first and the rest by name. */
export function orderedNames({ table, columns, before }: ColumnOrder, names: readonly string[]): string[] {
  const present = new Set(names);
  // Patterns alone take the names as they stand before.
  const fitting = before === undefined || !columns.some(hasWildcard) ? names : orderedNames(before, names);
  const placed = expandPatterns(table ? columns : ['_time'], fitting).filter((name) => present.has(name));
  for (const name of placed) present.delete(name);
  const others = [...present];
  return [...placed, ...(table ? others : others.sort())];
}

/** The names of the fields that some row has, in the order of the columns of the rows; `first` of those that stand before them. */
export function namesOf(rows: readonly Event[], first: readonly string[] = []): string[] {
  const present = new Set(first);
  // Rows that have their names only are in the order of their names.
  let columns: Set<string> | undefined;
  for (const row of rows) {
    const names = row.fieldNames();
    const all = row.columnNames(names);
    if (all !== names) columns ??= new Set(present);
    for (const name of names) present.add(name);
    if (columns !== undefined) for (const name of all) columns.add(name);
  }
  return columns === undefined ? [...present] : [...columns].filter((name) => present.has(name));
}
