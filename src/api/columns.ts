import type { PlanNode } from '../plan/plan.js';
import type { Event } from '../values/event.js';
import { hasWildcard } from '../values/wildcard.js';

/** Whether the rows of a node are a table with an order of its own, or events. */
function isTable(node: PlanNode): boolean {
  switch (node.kind) {
    case 'aggregate':
    case 'apply':
    case 'generate':
      return true;
    case 'project':
      return node.mode === 'table' || isTable(node.input);
    case 'scan':
    case 'dataset':
    case 'metrics':
    case 'branch-input':
    case 'transaction':
    case 'set-operation':
      return false;
    case 'union':
      return node.inputs.every(isTable);
    case 'unsupported':
      return false;
    default:
      return isTable(node.input);
  }
}

/** Columns that exist although every row may lack them: those a closing `table` names. */
function declared(node: PlanNode): readonly string[] {
  if (node.kind === 'project' && node.mode === 'table') return node.patterns.filter((pattern) => !hasWildcard(pattern));
  if (node.kind === 'filter' || node.kind === 'sort' || node.kind === 'limit' || node.kind === 'dedup')
    return declared(node.input);
  return [];
}

/**
 * Column order (spl-core 7): `table` and aggregations as written; events with `_time` first and the rest by name.
 */
export function columnsOf(root: PlanNode, rows: readonly Event[]): string[] {
  const names = new Set<string>(declared(root));
  for (const row of rows) for (const name of row.fieldNames()) names.add(name);
  if (isTable(root)) return [...names];
  const sorted = [...names].filter((name) => name !== '_time').sort();
  return names.has('_time') ? ['_time', ...sorted] : sorted;
}
