import { expandPatterns } from '../exec/field-patterns.js';
import { columnOrder } from '../plan/column-order.js';
import type { PlanNode } from '../plan/plan.js';
import type { Event } from '../values/event.js';
import { declaredColumns } from './declared-columns.js';

/** Internal fields are hidden unless a command names them; these two are what an event is. */
const shown: ReadonlySet<string> = new Set(['_time', '_raw']);

/**
 * Column order (spl-core 7): `table`, `fields` and aggregations as written, what later commands add behind them; events
 * with `_time` first and the rest by name.
 */
export function columnsOf(root: PlanNode, rows: readonly Event[]): string[] {
  const present = new Set<string>(declaredColumns(root));
  for (const row of rows) for (const name of row.fieldNames()) present.add(name);
  const { table, columns } = columnOrder(root);
  const names = [...present];
  const ordered = expandPatterns(table ? columns : ['_time'], names).filter((name) => present.has(name));
  const placed = new Set(ordered);
  const others = names.filter((name) => !placed.has(name) && (!name.startsWith('_') || shown.has(name)));
  return [...ordered, ...(table ? others : others.sort())];
}
