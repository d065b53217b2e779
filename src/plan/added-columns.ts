import { parseNamedGroups } from '../regex/group-names.js';
import { hasWildcard } from '../values/wildcard.js';
import type { ExtractMethod } from './nodes/row.js';
import { autoregressNames, type WindowComputation } from './nodes/window.js';
import type { PlanNode } from './plan.js';

const none: readonly string[] = [];

/**
 * The names that an operator gives to columns beside those of its input, in the order in which it gives them, as far as its text has
 * them. A row may lack any of them, so that no single row shows their order.
 */
export function addedColumns(node: PlanNode): readonly string[] {
  switch (node.kind) {
    case 'extend':
      return node.assignments.flatMap(({ target, computed }) => (computed ? none : [target]));
    case 'annotate-groups':
      return node.aggregations.map(({ as }) => as);
    case 'window':
      return computedColumns(node.compute);
    case 'extract':
      return extractedColumns(node.method);
    case 'lookup':
      return node.outputs?.map(({ event }) => event) ?? none;
    case 'transform':
      return node.items.flatMap(({ as }) => (as === undefined || hasWildcard(as) ? none : [as]));
    case 'bin':
      return node.as === undefined ? none : [node.as];
    case 'fill':
      return node.with.from === 'value' ? (node.patterns?.filter((each) => !hasWildcard(each)) ?? none) : none;
    default:
      return none;
  }
}

function computedColumns(compute: WindowComputation): readonly string[] {
  switch (compute.name) {
    case 'streamstats':
      return compute.aggregations.map(({ as }) => as);
    case 'accum':
    case 'delta':
      return [compute.as];
    case 'autoregress':
      return autoregressNames(compute);
    case 'trendline':
      return compute.lines.map(({ as }) => as);
  }
}

function extractedColumns(method: ExtractMethod): readonly string[] {
  switch (method.name) {
    case 'rex':
      return parseNamedGroups(method.pattern) ?? none;
    case 'spath':
      return method.path === undefined ? none : [method.output ?? method.path];
    case 'rangemap':
      return ['range'];
    case 'xpath':
    case 'strcat':
    case 'addtotals':
    case 'tojson':
      return [method.output];
    default:
      return none;
  }
}
