import type { Expression } from '../syntax/ast.js';

/** The fields that an expression names. */
export function mentionedFields(expression: Expression, into: Set<string> = new Set()): Set<string> {
  switch (expression.kind) {
    case 'field':
      into.add(expression.name);
      break;
    case 'group':
      mentionedFields(expression.inner, into);
      break;
    case 'unary':
      mentionedFields(expression.operand, into);
      break;
    case 'binary':
      mentionedFields(expression.left, into);
      mentionedFields(expression.right, into);
      break;
    case 'in':
      mentionedFields(expression.needle, into);
      for (const item of expression.items) mentionedFields(item, into);
      break;
    case 'call':
      for (const arg of expression.args) mentionedFields(arg, into);
      break;
    default:
  }
  return into;
}
