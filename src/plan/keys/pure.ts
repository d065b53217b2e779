import type { Expression, SearchExpression } from '../../syntax/ast.js';
import type { Aggregation } from '../nodes/set.js';

/** Functions whose value depends on more than their arguments. */
const impure: ReadonlySet<string> = new Set(['random', 'searchmatch', 'lookup']);

/** Whether an expression has the same value for the same fields, at any time of a run. */
export function isPure(root: Expression): boolean {
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

/** Whether an aggregation comes to the same for the same rows, at any time of a run. */
export function isPureAggregation({ argument }: Aggregation): boolean {
  return argument.kind !== 'expression' || isPure(argument.expression);
}

/** Whether search terms are comparisons of fields only: no keyword, which may look anywhere, no time, no subsearch. */
export function comparesFields(expression: SearchExpression): boolean {
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
