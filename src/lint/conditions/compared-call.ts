import type { Expression, FunctionCall } from '../../syntax/ast.js';

/** A comparison of what a call gives, with a field of its name in the place of the call. */
export function comparedCall(
  expression: Expression,
): { readonly condition: Expression; readonly call: FunctionCall } | undefined {
  const asField = ({ name, span }: FunctionCall): Expression => ({ kind: 'field', name: `${name}(..)`, span });
  switch (expression.kind) {
    case 'group':
      return comparedCall(expression.inner);
    case 'unary': {
      const inner = expression.operator === 'not' ? comparedCall(expression.operand) : undefined;
      return inner && { ...inner, condition: { ...expression, operand: inner.condition } };
    }
    case 'in': {
      const call = expression.needle;
      return call.kind === 'call' ? { condition: { ...expression, needle: asField(call) }, call } : undefined;
    }
    case 'call': {
      const [call, ...others] = expression.args;
      if (expression.name !== 'like' || call?.kind !== 'call') return undefined;
      return { condition: { ...expression, args: [asField(call), ...others] }, call };
    }
    case 'binary': {
      const { left, right } = expression;
      if (left.kind === 'call') return { condition: { ...expression, left: asField(left) }, call: left };
      return right.kind === 'call' ? { condition: { ...expression, right: asField(right) }, call: right } : undefined;
    }
    default:
      return undefined;
  }
}
