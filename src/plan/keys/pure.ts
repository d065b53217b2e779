import { scalarRegistry } from '../../functions/scalar/index.js';
import type { Expression, SearchExpression } from '../../syntax/ast.js';
import { partsOf, termsOf } from '../../syntax/parts.js';
import type { Aggregation } from '../nodes/aggregate.js';

/** Whether an expression has the same value for the same fields, at any time of a run. */
export function isPure(root: Expression): boolean {
  for (const part of partsOf(root)) {
    if (part.kind === 'subsearch') return false;
    if (part.kind === 'call' && scalarRegistry.get(part.name)?.dependsOn !== undefined) return false;
  }
  return true;
}

/** Whether an aggregation comes to the same for the same rows, at any time of a run. */
export function isPureAggregation({ argument }: Aggregation): boolean {
  return argument.kind !== 'expression' || isPure(argument.expression);
}

/** What a tree of comparisons is made of. */
const comparing: ReadonlySet<SearchExpression['kind']> = new Set(['and', 'or', 'not', 'group', 'comparison', 'in']);

/** Whether search terms are comparisons of fields only: no keyword, which may look anywhere, no time, no subsearch. */
export function comparesFields(expression: SearchExpression): boolean {
  for (const { kind } of termsOf(expression)) if (!comparing.has(kind)) return false;
  return true;
}
