import type { Expression, SearchExpression } from './ast.js';

/** Every part of an eval expression, parents first; what stands in subsearches is none. */
export function* partsOf(expression: Expression): Generator<Expression> {
  const open: Expression[] = [expression];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    yield next;
    if (next.kind === 'binary') open.push(next.right, next.left);
    else if (next.kind === 'unary') open.push(next.operand);
    else if (next.kind === 'group') open.push(next.inner);
    else if (next.kind === 'call') open.push(...[...next.args].reverse());
    else if (next.kind === 'in') open.push(...[...next.items].reverse(), next.needle);
  }
}

/** An eval expression with its direct parts changed; itself where it has none. What stands in subsearches stays. */
export function withParts(expression: Expression, change: (part: Expression) => Expression): Expression {
  switch (expression.kind) {
    case 'call':
      return { ...expression, args: expression.args.map(change) };
    case 'unary':
      return { ...expression, operand: change(expression.operand) };
    case 'binary':
      return { ...expression, left: change(expression.left), right: change(expression.right) };
    case 'in':
      return { ...expression, needle: change(expression.needle), items: expression.items.map(change) };
    case 'group':
      return { ...expression, inner: change(expression.inner) };
    default:
      return expression;
  }
}

/** Every term of search terms, parents first; what stands in subsearches is none. */
export function* termsOf(expression: SearchExpression): Generator<SearchExpression> {
  const open: SearchExpression[] = [expression];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    yield next;
    if (next.kind === 'and' || next.kind === 'or') open.push(...[...next.operands].reverse());
    else if (next.kind === 'not') open.push(next.operand);
    else if (next.kind === 'group') open.push(next.inner);
  }
}

/** Whether an expression is nothing but a subsearch, whose text may then be more than a value. */
export function isSubsearch(expression: Expression): boolean {
  return expression.kind === 'group' ? isSubsearch(expression.inner) : expression.kind === 'subsearch';
}
