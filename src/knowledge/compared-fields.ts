import type { SearchExpression } from '../syntax/ast.js';

/** Names of the fields a search condition compares; null when it looks at anything else: keywords, wildcard names, subsearches. */
export function comparedFields(expression: SearchExpression): string[] | null {
  const fields = new Set<string>();
  return collect(expression, fields) ? [...fields] : null;
}

/** The terms of a condition that must all hold. */
export function conjuncts(expression: SearchExpression): readonly SearchExpression[] {
  if (expression.kind === 'group') return conjuncts(expression.inner);
  if (expression.kind === 'and') return expression.operands.flatMap(conjuncts);
  return [expression];
}

function collect(expression: SearchExpression, fields: Set<string>): boolean {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.operands.every((each) => collect(each, fields));
    case 'not':
      return collect(expression.operand, fields);
    case 'group':
      return collect(expression.inner, fields);
    case 'comparison':
    case 'in':
      fields.add(expression.field);
      return !expression.field.includes('*');
    case 'everything':
      return true;
    case 'keyword':
    case 'time':
    case 'subsearch':
      return false;
  }
}
