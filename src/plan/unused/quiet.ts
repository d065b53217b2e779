import { aggregates } from '../../functions/aggregate/index.js';
import { scalarRegistry } from '../../functions/scalar/index.js';
import type { Expression } from '../../syntax/ast.js';
import { partsOf } from '../../syntax/parts.js';
import { isPure } from '../keys/pure.js';
import type { Aggregation } from '../nodes/aggregate.js';

/**
 * Whether nobody notices that an expression is not worked out whose value nobody looks at: it takes no random number, and never has
 * anything to say, be it of a pattern that takes too many steps or of a text or list that is cut to the limits of the run.
 */
export function isQuiet(root: Expression): boolean {
  if (!isPure(root)) return false;
  for (const part of partsOf(root)) {
    if (part.kind === 'binary' && (part.operator === '.' || part.operator === '+')) return false;
    if (part.kind !== 'call') continue;
    const definition = scalarRegistry.get(part.name);
    if (definition === undefined || definition.notes === true) return false;
    // These are cut.
    if (definition.result === 'string' || definition.result === 'dynamic') return false;
  }
  return true;
}

/** As {@link isQuiet}, for an aggregation. */
export function isQuietAggregation({ function: name, argument, sparkline }: Aggregation): boolean {
  const definition = aggregates.get(name);
  if (definition === undefined || definition.notes === true || sparkline !== undefined) return false;
  return argument.kind !== 'expression' || isQuiet(argument.expression);
}
