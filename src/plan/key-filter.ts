import type { Expression, Pipeline, SearchExpression } from '../syntax/ast.js';
import { fillWildcard, hasWildcard, wildcardCaptures } from '../values/wildcard.js';
import { readsOfCondition, readsOfExpression } from './fields/field-reads.js';
import { inputsOf, type NodeOf, type PlanNode, writesRows } from './plan.js';

/** Functions whose value depends on more than their arguments. */
const impure: ReadonlySet<string> = new Set(['random', 'searchmatch', 'lookup']);

/**
 * For each aggregation, the last filter behind it that looks at nothing but its BY fields and what is made of them row by row: a group
 * that does not pass it need not be held. The commands up to the filter do the same to a row of the BY fields alone, at any time: there are
 * none where the plan writes, as a lookup would find other rows early than late.
 */
export function keyFilters(roots: readonly PlanNode[]): ReadonlyMap<NodeOf<'aggregate'>, NodeOf<'filter'>> {
  if (roots.some(writesRows)) return new Map();
  const parents = new Map<PlanNode, PlanNode | null>();
  const open = [...roots];
  for (const root of open) parents.set(root, null);
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const input of inputsOf(node)) {
      // Rows that go to two places have no one filter behind them.
      if (parents.has(input)) parents.set(input, null);
      else {
        parents.set(input, node);
        open.push(input);
      }
    }
  }
  const filters = new Map<NodeOf<'aggregate'>, NodeOf<'filter'>>();
  for (const node of parents.keys()) {
    if (node.kind !== 'aggregate' || node.by.length === 0) continue;
    const filter = filterBehind(node, parents);
    if (filter !== undefined) filters.set(node, filter);
  }
  return filters;
}

/** The part of a plan from a node down to another one, with `base` in its place. */
export function planAbove(root: PlanNode, bottom: PlanNode, base: PlanNode): PlanNode {
  if (root === bottom) return base;
  if (!('input' in root) || root.input === undefined) throw new Error('A node without an input above an aggregation.');
  return { ...root, input: planAbove(root.input, bottom, base) } as PlanNode;
}

function filterBehind(
  aggregate: NodeOf<'aggregate'>,
  parents: ReadonlyMap<PlanNode, PlanNode | null>,
): NodeOf<'filter'> | undefined {
  const { aggregations } = aggregate;
  if (
    aggregations.some(
      ({ as, argument }) => hasWildcard(as) || (argument.kind === 'field' && hasWildcard(argument.name)),
    )
  )
    return undefined;
  /** Fields that may depend on the results of the aggregations. */
  const results = new Set(aggregations.map(({ as }) => as));
  let found: NodeOf<'filter'> | undefined;
  for (let node = parents.get(aggregate); node != null; node = parents.get(node)) {
    if (node.kind === 'filter') {
      if (!looksAtKeys(node, results)) break;
      found = node;
    } else if (!follow(node, results)) break;
  }
  return found;
}

function looksAtKeys({ condition, span }: NodeOf<'filter'>, results: ReadonlySet<string>): boolean {
  if (condition.language === 'search' && !comparesFields(condition.expression)) return false;
  if (condition.language === 'eval' && !isPure(condition.expression)) return false;
  const pipelines: Pipeline[] = [];
  const reads = readsOfCondition(condition, span, pipelines);
  return pipelines.length === 0 && reads.every(({ name }) => !hasWildcard(name) && !results.has(name));
}

/** Whether search terms are comparisons of fields only: no keyword, which may look anywhere, no time, no subsearch. */
function comparesFields(expression: SearchExpression): boolean {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.operands.every(comparesFields);
    case 'not':
      return comparesFields(expression.operand);
    case 'group':
      return comparesFields(expression.inner);
    case 'comparison':
    case 'in':
      return true;
    default:
      return false;
  }
}

function isPure(root: Expression): boolean {
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    switch (node.kind) {
      case 'group':
        open.push(node.inner);
        break;
      case 'unary':
        open.push(node.operand);
        break;
      case 'binary':
        open.push(node.left, node.right);
        break;
      case 'in':
        open.push(node.needle, ...node.items);
        break;
      case 'call':
        if (impure.has(node.name.toLowerCase())) return false;
        open.push(...node.args);
        break;
      case 'subsearch':
        return false;
      default:
        break;
    }
  }
  return true;
}

/** Adds the fields that a command makes of results of the aggregations; false for a command that does more than change rows. */
function follow(node: PlanNode, results: Set<string>): boolean {
  switch (node.kind) {
    case 'extend':
      for (const { target, computed, expression } of node.assignments) {
        if (computed || !isPure(expression)) return false;
        if (readsOfExpression(expression).some(({ name }) => hasWildcard(name) || results.has(name)))
          results.add(target);
      }
      return true;
    case 'rename':
      for (const { from, to } of node.pairs) carry(from, to, results);
      return true;
    case 'transform':
      for (const { pattern, as } of node.items) if (as !== undefined) carry(pattern, as, results);
      return true;
    case 'lookup':
      if (node.outputs === undefined) return false;
      if (node.inputs.some(({ event }) => results.has(event))) for (const { event } of node.outputs) results.add(event);
      return true;
    case 'fill':
      return node.patterns !== undefined && node.with.from === 'value';
    default:
      return false;
  }
}

/** Results that a pattern fits are found under the new name, too. */
function carry(from: string, to: string, results: Set<string>): void {
  for (const name of [...results]) {
    const captures = hasWildcard(from) ? wildcardCaptures(from, name) : from === name ? [] : null;
    if (captures !== null) results.add(hasWildcard(to) ? fillWildcard(to, captures) : to);
  }
}
