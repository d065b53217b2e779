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
