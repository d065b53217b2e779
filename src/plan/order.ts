import { aggregates } from '../functions/aggregate/index.js';
import type { Aggregation } from './nodes/aggregate.js';
import type { TableProcedure } from './nodes/procedure.js';
import type { ExtractMethod } from './nodes/row.js';
import { inputsOf, isSource, type Plan, type PlanKind, type PlanNode, withInputs } from './plan.js';

/**
 * An index gives events newest first, files mostly the other way round. These facts say whether that shows in the results
 * of a plan, and where the order has to be made.
 */

function orderOf({ function: name }: Aggregation): 'rows' | 'times' | undefined {
  return aggregates.get(name)?.order;
}

/** Whether the results depend on the order of the rows; that of rows with equal times is known where they come as they were read. */
function ordersRows(aggregations: readonly Aggregation[], input: PlanNode): boolean {
  return aggregations.some((each) => orderOf(each) === 'rows' || (orderOf(each) === 'times' && !comesAsRead(input)));
}

/** Whether the rows of a node come in the order in which their events were read, with the times of these. */
function comesAsRead(node: PlanNode): boolean {
  if (isSource(node)) return true;
  const passes = (isRowWise(node) || node.kind === 'fill') && !changesTime(node);
  return (passes || node.kind === 'annotate-groups') && inputsOf(node).every(comesAsRead);
}

/** Times that were not equal may be so afterwards, and then it is not told by them which event is the newer. */
function changesTime(node: PlanNode): boolean {
  switch (node.kind) {
    case 'bin':
      return touchesTime(node.as ?? node.field);
    case 'extend':
      return node.assignments.some(({ target }) => target === '_time');
    case 'extract':
      return (node.method.name === 'rex' || node.method.name === 'sed') && writesTime(node.method);
    case 'project':
    case 'rename':
    case 'transform':
    case 'fill':
      return !keepsTime(node);
    default:
      return false;
  }
}

type Chart = Extract<TableProcedure, { name: 'chart' }>;

/** The aggregations of a chart that see its rows: those of its cells, and the one that says which series are shown. */
function chartAggregations({ aggregations, column }: Chart): readonly Aggregation[] {
  const score = column?.keep.score;
  return score?.over === 'events' ? [...aggregations, score.aggregation] : aggregations;
}

/** Whether the rows a node gives, apart from their order, depend on the order of its input. */
function looksAtOrder(node: PlanNode): boolean {
  switch (node.kind) {
    case 'aggregate':
    case 'annotate-groups':
      return ordersRows(node.aggregations, node.input);
    case 'window':
    case 'limit':
    case 'dedup':
    case 'transaction':
    case 'join':
    case 'append-columns':
    case 'map':
    case 'write':
      return true;
    case 'sort':
      return node.limit !== 0;
    case 'fill':
      return node.with.from === 'previous';
    case 'union':
      return node.order === 'by-time' || node.maxRows !== undefined;
    case 'apply':
      switch (node.procedure.name) {
        case 'top':
        case 'rare':
        case 'fieldsummary':
        case 'contingency':
          return false;
        case 'chart':
          return ordersRows(chartAggregations(node.procedure), node.input);
        default:
          return true;
      }
    case 'scan':
    case 'dataset':
    case 'metrics':
    case 'generate':
    case 'branch-input':
    case 'filter':
    case 'extend':
    case 'project':
    case 'rename':
    case 'extract':
    case 'transform':
    case 'bin':
    case 'display':
    case 'unnest':
    case 'lookup':
    case 'foreach':
    case 'append-pipe':
    case 'set-operation':
    case 'unsupported':
      return false;
  }
}

/** Whether the order of the rows an operator gives follows that of its input. */
const passesOrder: Readonly<Record<PlanKind, boolean>> = {
  scan: true,
  dataset: true,
  metrics: true,
  generate: true,
  'branch-input': true,
  filter: true,
  extend: true,
  project: true,
  rename: true,
  extract: true,
  transform: true,
  fill: true,
  bin: true,
  display: true,
  unnest: true,
  lookup: true,
  foreach: true,
  aggregate: false,
  'annotate-groups': true,
  window: true,
  sort: true,
  limit: true,
  dedup: true,
  transaction: true,
  apply: false,
  join: true,
  union: true,
  'append-pipe': true,
  'append-columns': true,
  'set-operation': false,
  map: true,
  write: true,
  unsupported: true,
};

/** Whether the results of a search depend on the order of its events. */
export function needsOrder(plan: Plan): boolean {
  return nodeNeedsOrder(plan.root, true) || [...plan.subsearches.values()].some((node) => nodeNeedsOrder(node, true));
}

/** `matters`: whether the order of the node's own rows shows further up. */
function nodeNeedsOrder(node: PlanNode, matters: boolean): boolean {
  if (node.kind === 'scan' || node.kind === 'dataset') return matters;
  const below = matterBelow(node, matters);
  return inputsOf(node).some((input) => nodeNeedsOrder(input, below));
}

function matterBelow(node: PlanNode, matters: boolean): boolean {
  return looksAtOrder(node) || (matters && passesOrder[node.kind]);
}

/** Operators that treat each row by itself. */
function isRowWise(node: PlanNode): boolean {
  switch (node.kind) {
    case 'filter':
    case 'extend':
    case 'project':
    case 'rename':
    case 'extract':
    case 'transform':
    case 'unnest':
    case 'lookup':
    case 'foreach':
    case 'bin':
      return true;
    case 'fill':
      return node.with.from === 'value' && node.patterns !== undefined;
    case 'scan':
    case 'dataset':
    case 'metrics':
    case 'generate':
    case 'branch-input':
    case 'display':
    case 'aggregate':
    case 'annotate-groups':
    case 'window':
    case 'sort':
    case 'limit':
    case 'dedup':
    case 'transaction':
    case 'apply':
    case 'join':
    case 'union':
    case 'append-pipe':
    case 'append-columns':
    case 'set-operation':
    case 'map':
    case 'write':
    case 'unsupported':
      return false;
  }
}

/**
 * The plan with its events put in order, newest first, where that shows in the results; of equal times the event that
 * was read later counts as the newer. The order is made after the filters above each scan, so that few events are held, and no more than
 * `head` takes.
 */
export function newestFirst(plan: Plan): Plan {
  if (!needsOrder(plan)) return asRead(plan);
  const subsearches = new Map([...plan.subsearches].map(([tree, node]) => [tree, ordered(node, true)] as const));
  return asRead({ ...plan, root: ordered(plan.root, true), subsearches });
}

/** The plan whose aggregations know where rows come in the order in which they were read (`Aggregation.asRead`). */
export function asRead(plan: Plan): Plan {
  const root = markedAsRead(plan.root);
  const marked = [...plan.subsearches].map(([tree, node]) => [tree, markedAsRead(node), node] as const);
  if (root === plan.root && marked.every(([, node, before]) => node === before)) return plan;
  return { ...plan, root, subsearches: new Map(marked.map(([tree, node]) => [tree, node])) };
}

function markedAsRead(node: PlanNode): PlanNode {
  const inputs = inputsOf(node);
  const changed = inputs.map(markedAsRead);
  const made = changed.every((input, index) => input === inputs[index]) ? node : withInputs(node, changed);
  switch (made.kind) {
    case 'aggregate':
    case 'annotate-groups': {
      const aggregations = aggregationsAsRead(made.aggregations, made.input);
      return aggregations === made.aggregations ? made : { ...made, aggregations };
    }
    case 'apply': {
      const { procedure, input } = made;
      if (procedure.name !== 'chart') return made;
      const chart = chartAsRead(procedure, input);
      return chart === procedure ? made : { ...made, procedure: chart };
    }
    default:
      return made;
  }
}

function chartAsRead(chart: Chart, input: PlanNode): Chart {
  const { column, ...rest } = chart;
  const aggregations = aggregationsAsRead(chart.aggregations, input);
  const score = column?.keep.score;
  if (column !== undefined && score?.over === 'events') {
    const [aggregation] = aggregationsAsRead([score.aggregation], input);
    if (aggregation !== score.aggregation) {
      const keep = { ...column.keep, score: { ...score, aggregation: aggregation! } };
      return { ...rest, aggregations, column: { ...column, keep } };
    }
  }
  return aggregations === chart.aggregations ? chart : { ...chart, aggregations };
}

function aggregationsAsRead(aggregations: readonly Aggregation[], input: PlanNode): readonly Aggregation[] {
  if (!aggregations.some((each) => orderOf(each) === 'times') || !comesAsRead(input)) return aggregations;
  return aggregations.map((each) => (orderOf(each) === 'times' ? { ...each, asRead: true } : each));
}

/** Sorts as far up as the rows are events with their own `_time`. */
function ordered(node: PlanNode, matters: boolean): PlanNode {
  if (!nodeNeedsOrder(node, matters)) return node;
  if (isOrderable(node)) return sorted(node, 0);
  const below = matterBelow(node, matters);
  const first = firstRowsOf(node);
  return withInputs(
    node,
    inputsOf(node).map((input) => (first > 0 && isOrderable(input) ? sorted(input, first) : ordered(input, below))),
  );
}

function isOrderable(node: PlanNode): boolean {
  if (node.kind === 'scan' || node.kind === 'dataset') return true;
  return isRowWise(node) && keepsTime(node) && inputsOf(node).every(isOrderable);
}

function keepsTime(node: PlanNode): boolean {
  switch (node.kind) {
    case 'filter':
      return true;
    case 'extend':
      return !node.assignments.some((each) => each.computed || each.target === '_time');
    case 'project':
      if (node.mode === 'keep') return true;
      if (node.mode === 'table') return node.patterns.includes('_time');
      return !node.patterns.some((pattern) => pattern.startsWith('_') || pattern.startsWith('*'));
    case 'rename':
      return !node.pairs.some(({ from, to }) => touchesTime(from) || touchesTime(to));
    case 'extract':
      return !writesTime(node.method);
    case 'transform':
      return !node.items.some((item) => touchesTime(item.as ?? item.pattern));
    case 'fill':
      return node.patterns?.some(touchesTime) !== true;
    default:
      // The others may write any field, or make several rows of one.
      return false;
  }
}

function writesTime(method: ExtractMethod): boolean {
  switch (method.name) {
    case 'rex':
      return method.pattern.includes('_time');
    case 'sed':
      return method.field === '_time';
    case 'iplocation':
    case 'addinfo':
    case 'addtotals':
      return false;
    default:
      return true;
  }
}

function touchesTime(pattern: string): boolean {
  return pattern === '_time' || pattern.startsWith('*') || pattern.startsWith('_*');
}

/** `limit`: how many rows are looked at; 0: all. */
function sorted(node: PlanNode, limit: number): PlanNode {
  return {
    kind: 'sort',
    input: node,
    keys: [{ field: '_time', descending: true, order: 'num' }],
    limit,
    reversed: false,
    newest: true,
    span: node.span,
  };
}

/** How many of its rows an operator looks at, whatever they hold; 0: any number. */
function firstRowsOf(node: PlanNode): number {
  return node.kind === 'limit' && node.which.name === 'head' && node.which.until === undefined
    ? (node.which.count ?? 0)
    : 0;
}
