import type { SearchComparison, SearchExpression } from '../syntax/ast.js';
import { hasWildcard } from '../values/wildcard.js';

/** Fields whose comparisons look at more than the values of an event, whatever stands in front of them. */
const special = /(?:^|\.)(?:index|source|sourcetype|eventtype|tag|tag::.*)$/;

/**
 * The alternatives of an OR with those that compare one field with plain texts as one `IN`, which finds a value among its texts at once:
 * subsearches give hundreds of them.
 */
export function equalAlternatives(operands: readonly SearchExpression[]): readonly SearchExpression[] {
  const byField = new Map<string, SearchComparison[]>();
  const others: SearchExpression[] = [];
  for (const operand of operands) {
    const term = single(operand);
    if (term.kind !== 'comparison' || !isPlain(term)) {
      others.push(operand);
      continue;
    }
    const same = byField.get(term.field);
    if (same === undefined) byField.set(term.field, [term]);
    else same.push(term);
  }
  const merged = [...byField.values()].map((terms): SearchExpression => {
    const [first] = terms as [SearchComparison, ...SearchComparison[]];
    if (terms.length === 1) return first;
    const { field, fieldSpan, span } = first;
    return { kind: 'in', field, fieldSpan, values: terms.map(({ value }) => value), span };
  });
  return [...merged, ...others];
}

/** What stands inside groups of one. */
function single(expression: SearchExpression): SearchExpression {
  let inner = expression;
  for (;;) {
    if (inner.kind === 'group') inner = inner.inner;
    else if ((inner.kind === 'and' || inner.kind === 'or') && inner.operands.length === 1) inner = inner.operands[0]!;
    else return inner;
  }
}

/** Whether it compares the whole value as it is: no wildcards, and nothing that XML may have encoded. */
function isPlain({ field, operator, value }: SearchComparison): boolean {
  return (
    operator === '=' &&
    value.form !== 'case' &&
    !special.test(field) &&
    !hasWildcard(value.text) &&
    !value.text.includes('&')
  );
}
