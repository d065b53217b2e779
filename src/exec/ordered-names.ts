import type { ColumnOrder } from '../plan/column-order.js';
import { expandPatterns } from '../values/field-pattern.js';

/** The names that stand in a result, from left to right: of a table as it says, of events `_time` first and the rest by name. */
export function orderedNames({ table, columns }: ColumnOrder, names: readonly string[]): string[] {
  const present = new Set(names);
  const placed = expandPatterns(table ? columns : ['_time'], names).filter((name) => present.has(name));
  for (const name of placed) present.delete(name);
  const others = [...present];
  return [...placed, ...(table ? others : others.sort())];
}
