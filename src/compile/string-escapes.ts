import type { Expression } from '../syntax/ast.js';
import { withParts } from '../syntax/parts.js';
import type { Semantics } from '../values/semantics.js';

/** An expression whose texts are as `evalStringEscapes` says: with backslashes kept, or with newlines and tabs for `\n` and `\t`. */
export function withEscapes(expression: Expression, { evalStringEscapes }: Semantics): Expression {
  return evalStringEscapes === 'interpreted' ? interpreted(expression) : expression;
}

function interpreted(expression: Expression): Expression {
  if (expression.kind !== 'string') return withParts(expression, interpreted);
  return { ...expression, value: expression.interpreted ?? expression.value };
}
