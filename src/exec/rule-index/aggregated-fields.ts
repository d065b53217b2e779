import { inputsOf, type NodeOf, type Plan, type PlanNode } from '../../plan/plan.js';
import { hasWildcard } from '../../values/wildcard.js';
import { timedFunctions } from '../aggregation.js';
import { hasSubsearch, isSearchFilter } from './source-filters.js';

/**
 * The fields, as the search writes them, that a plan asks of the rows of each source whose rows go into an aggregation and nowhere
 * else: nothing but filters that the source tests itself stands in between. Sources of which more may be asked are left out.
 */
export function aggregatedFields(plan: Plan): Map<PlanNode, readonly string[]> {
  const found = new Map<PlanNode, readonly string[]>();
  const seen = new Set<PlanNode>();
  const open: { readonly node: PlanNode; readonly fields: readonly string[] | undefined }[] = [];
  for (const node of [plan.root, ...plan.subsearches.values()]) open.push({ node, fields: undefined });
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, fields } = next;
    if (node.kind === 'scan' || node.kind === 'dataset') {
      // A node that stands at two places gives rows for both.
      if (seen.has(node) || fields === undefined) found.delete(node);
      else found.set(node, fields);
      seen.add(node);
    } else if (node.kind === 'filter') {
      const tested = isSearchFilter(node) && !hasSubsearch(node.condition.expression);
      open.push({ node: node.input, fields: tested ? fields : undefined });
    } else {
      const own = node.kind === 'aggregate' ? fieldsOf(node) : undefined;
      for (const input of inputsOf(node)) open.push({ node: input, fields: own });
    }
  }
  return found;
}

/** All that an aggregation asks of a row; undefined where that depends on the row. */
function fieldsOf({ by, aggregations }: NodeOf<'aggregate'>): readonly string[] | undefined {
  const fields = new Set(by.map(({ field }) => field));
  for (const { argument, function: name, sparkline } of aggregations) {
    if (argument.kind === 'expression' || (argument.kind === 'field' && hasWildcard(argument.name))) return undefined;
    if (argument.kind === 'field') fields.add(argument.name);
    if (sparkline !== undefined || timedFunctions.has(name)) fields.add('_time');
  }
  return [...fields];
}
