import { hasWildcard } from '../values/wildcard.js';
import { addedColumns } from './added-columns.js';
import type { PlanNode } from './plan.js';
import { renameTargets } from './rename-targets.js';

/** In which order the columns of a result stand (spl-core 7), as far as the plan says so. */
export interface ColumnOrder {
  /** Whether the rows are a table with an order of its own, or events. */
  readonly table: boolean;
  /** Names and wildcard patterns from left to right; columns that nothing here names come after them. */
  readonly columns: readonly string[];
  /** Whether a table has columns besides, whose names only the run knows: what comes later stands behind them. */
  readonly open?: boolean;
  /** The order from which the patterns among `columns` take the names that they fit. */
  readonly before?: ColumnOrder;
}

const events: ColumnOrder = { table: false, columns: [] };

/** The columns of a node's rows: `table`, `fields` and aggregations as written, what later commands add behind them. */
export function columnOrder(node: PlanNode): ColumnOrder {
  switch (node.kind) {
    case 'scan':
    case 'dataset':
    case 'generate':
    case 'metrics':
    case 'branch-input':
    case 'transaction':
    case 'unsupported':
      return events;
    case 'apply':
      return { table: true, columns: [], open: true };
    case 'aggregate':
      return {
        table: true,
        columns: [...node.by.map(({ field }) => field), ...node.aggregations.map(({ as }) => as)],
        // What a pattern stands for comes by name.
        before: events,
      };
    case 'project': {
      const input = columnOrder(node.input);
      if (node.mode === 'table') return { table: true, columns: node.patterns, before: input };
      if (node.mode === 'drop')
        return { ...input, columns: input.columns.filter((each) => !node.patterns.includes(each)) };
      return { table: true, columns: ['_time', ...node.patterns], before: input };
    }
    case 'rename': {
      const { columns, ...order } = columnOrder(node.input);
      const targets = new Set(node.pairs.map(({ to }) => to));
      const targetOf = renameTargets(node.pairs);
      return {
        ...order,
        columns: columns.flatMap((column) => {
          const renamed = targetOf(column);
          // A column that is written over stands where its new content stood.
          return renamed === undefined && targets.has(column) ? [] : [renamed ?? column];
        }),
      };
    }
    case 'join':
    case 'append-columns': {
      const input = columnOrder(node.input);
      const right = columnOrder(node.right);
      return right.table
        ? behind(
            input,
            right.columns.filter((each) => !hasWildcard(each)),
          )
        : input;
    }
    case 'union':
      return oneBehindTheOther(node.inputs);
    case 'set-operation':
      return oneBehindTheOther([node.left, node.right]);
    case 'extend':
    case 'annotate-groups':
    case 'filter':
    case 'extract':
    case 'transform':
    case 'fill':
    case 'bin':
    case 'display':
    case 'unnest':
    case 'lookup':
    case 'foreach':
    case 'window':
    case 'sort':
    case 'limit':
    case 'dedup':
    case 'append-pipe':
    case 'map':
    case 'write':
      return behind(columnOrder(node.input), addedColumns(node));
  }
}

function behind(order: ColumnOrder, added: readonly string[]): ColumnOrder {
  if (added.length === 0 || !order.table || order.open === true) return order;
  return { ...order, columns: [...new Set([...order.columns, ...added])] };
}

function oneBehindTheOther(inputs: readonly PlanNode[]): ColumnOrder {
  const [first = events, ...others] = inputs.map(columnOrder);
  if (!first.table || !others.every(({ table }) => table)) return events;
  return others.reduce((order, other) => behind(order, other.columns), first);
}
