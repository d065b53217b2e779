import type { Condition } from '../../plan/nodes/row.js';
import { inputsOf, isSource, type NodeOf, type Plan, type PlanNode, type SourceNode } from '../../plan/plan.js';
import type { SearchExpression } from '../../syntax/ast.js';
import { termsOf } from '../../syntax/parts.js';

/** A filter by search terms. */
export interface SearchFilter extends NodeOf<'filter'> {
  readonly condition: Extract<Condition, { language: 'search' }>;
}

/**
 * The filters by search terms that stand directly behind each source of a plan: rows that do not fit them all go nowhere, so
 * that whoever gives the rows may leave them out.
 */
export function sourceFilters(plan: Plan): Map<SourceNode, readonly SearchFilter[]> {
  const filters = new Map<SourceNode, readonly SearchFilter[]>();
  const open: { readonly node: PlanNode; readonly above: readonly SearchFilter[] }[] = [];
  for (const node of [plan.root, ...plan.subsearches.values()]) open.push({ node, above: [] });
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, above } = next;
    if (node.kind === 'filter') {
      // Filters of other languages may have something to say about a row (a regex that takes too long).
      open.push({ node: node.input, above: isSearchFilter(node) ? [node, ...above] : [] });
    } else if (isSource(node)) {
      // A node that stands at two places gives rows for both.
      filters.set(node, filters.has(node) ? [] : above);
    } else for (const input of inputsOf(node)) open.push({ node: input, above: [] });
  }
  return filters;
}

export function isSearchFilter(node: NodeOf<'filter'>): node is SearchFilter {
  return node.condition.language === 'search';
}

/** Whether a condition asks for the result of a subsearch. */
export function hasSubsearch(expression: SearchExpression): boolean {
  for (const { kind } of termsOf(expression)) if (kind === 'subsearch') return true;
  return false;
}
