import { aggregates } from '../../functions/aggregate/index.js';
import { scalarRegistry } from '../../functions/scalar/index.js';
import type { Expression } from '../../syntax/ast.js';
import { isPure } from '../keys/pure.js';
import type { Aggregation } from '../nodes/set.js';

/**
 * Whether nobody notices that an expression is not worked out whose value nobody looks at: it takes no random number, and never has
 * anything to say, be it of a pattern that takes too many steps or of a text or list that is cut to the limits of the run.
 */
export function isQuiet(root: Expression): boolean {
  if (!isPure(root)) return false;
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
        if (node.operator === '.' || node.operator === '+') return false;
        open.push(node.left, node.right);
        break;
      case 'in':
        open.push(node.needle, ...node.items);
        break;
      case 'call': {
        const definition = scalarRegistry.get(node.name);
        if (definition === undefined || definition.notes === true) return false;
        // These are cut.
        if (definition.result === 'string' || definition.result === 'dynamic') return false;
        open.push(...node.args);
        break;
      }
      default:
        break;
    }
  }
  return true;
}

/** As {@link isQuiet}, for an aggregation. */
export function isQuietAggregation({ function: name, argument, sparkline }: Aggregation): boolean {
  const definition = aggregates.get(name);
  if (definition === undefined || definition.notes === true || sparkline !== undefined) return false;
  return argument.kind !== 'expression' || isQuiet(argument.expression);
}
