import { namesOf, orderedNames } from '../exec/ordered-names.js';
import { columnOrder } from '../plan/column-order.js';
import { declaredColumns } from '../plan/declared-columns.js';
import type { PlanNode } from '../plan/plan.js';
import type { Event } from '../values/event.js';
import { expandPatterns } from '../values/field-pattern.js';

/** Internal fields are hidden unless a command names them; these two are what an event is. */
const shown: ReadonlySet<string> = new Set(['_time', '_raw']);

/**
 * Column order (spl-core 7): `table`, `fields` and aggregations as written, what later commands add behind them; events
 * with `_time` first and the rest by name.
 */
export function columnsOf(root: PlanNode, rows: readonly Event[]): string[] {
  const present = namesOf(rows, declaredColumns(root));
  const order = columnOrder(root);
  const named = new Set(expandPatterns(order.table ? order.columns : ['_time'], present));
  const listed = present.filter((name) => named.has(name) || !name.startsWith('_') || shown.has(name));
  return orderedNames(order, listed);
}
