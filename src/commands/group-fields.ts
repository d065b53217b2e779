import type { Aggregation } from '../plan/nodes/aggregate.js';
import type { FieldArgument } from '../syntax/ast.js';
import { hasWildcard } from '../values/wildcard.js';
import type { LowerContext } from './define.js';

/** The names of a BY clause; a pattern, and a result with the name of a BY field, are refused (spl-commands 3.1). */
export function groupFields(
  given: readonly FieldArgument[],
  command: string,
  aggregations: readonly Aggregation[],
  cx: LowerContext,
): string[] {
  const names: string[] = [];
  for (const field of given) {
    if (hasWildcard(field.name)) {
      cx.report('wrong-arguments', { name: command, reason: 'takes no wildcards after BY' }, field.span);
    }
    if (!names.includes(field.name)) names.push(field.name);
  }
  for (const each of aggregations) {
    if (names.includes(each.as)) cx.report('duplicate-column', { command, column: each.as }, each.span);
  }
  return names;
}
