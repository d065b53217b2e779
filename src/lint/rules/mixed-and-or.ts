import type { Expression, SearchExpression } from '../../syntax/ast.js';
import { partsOf, termsOf } from '../../syntax/parts.js';
import { commandsOf, expressionsOf, searchesOf } from '../commands-of.js';
import { defineRule } from '../define.js';
import { searchPlace } from '../place.js';

/** AND and OR side by side without parentheses. */
export const mixedAndOr = defineRule({
  id: 'mixed-and-or',
  severity: 'warning',
  category: 'language',
  what: 'AND and OR stand side by side without parentheses.',
  why: 'In `search` OR binds tighter than AND, in `where` and `eval` it is the other way around; a reader of the one misreads the other.',
  fix: 'Put parentheses around what belongs together.',
  good: [
    { search: 'index=a sourcetype=b (x=1 OR y=2) AND z=3 | stats count by dest' },
    { search: 'index=a sourcetype=b x=1 OR x=2 z=3 | stats count by dest' },
  ],
  bad: [
    { search: 'index=a sourcetype=b x=1 OR y=2 AND z=3 | stats count by dest' },
    { search: 'index=a sourcetype=b x=1 OR x=2 AND z=3 | stats count by dest' },
    { search: 'index=a sourcetype=b | where x=1 AND y=2 OR z=3 | stats count by dest' },
  ],
  search(search, cx) {
    const { source, tree } = search.compiled;
    for (const command of commandsOf(tree)) {
      for (const term of searchesOf(command).flatMap((each) => [...termsOf(each)])) {
        if (term.kind !== 'and') continue;
        for (const [index, operand] of term.operands.entries()) {
          if (operand.kind !== 'or') continue;
          const before = term.operands[index - 1];
          const after = term.operands[index + 1];
          const written = [
            before && source.text.slice(before.span.end, operand.span.start),
            after && source.text.slice(operand.span.end, after.span.start),
          ];
          if (!written.some((gap) => gap !== undefined && /\bAND\b/.test(gap))) continue;
          cx.report('OR binds tighter than AND in `search`: these terms are one group.', {
            at: searchPlace(search, operand.span),
            help: ['Put parentheses around the group that is meant.'],
            // Alternatives for one field are mostly meant as one group.
            ...(isOneField(operand.operands) ? { severity: 'info' as const } : {}),
          });
        }
      }
      for (const part of expressionsOf(command).flatMap((each) => [...partsOf(each)])) {
        if (part.kind !== 'binary' || part.operator !== 'or') continue;
        const inner = [part.left, part.right].find(isBareAnd);
        if (inner !== undefined) {
          cx.report('AND binds tighter than OR in `where` and `eval`: these conditions are one group.', {
            at: searchPlace(search, inner.span),
            help: ['Put parentheses around the group that is meant.'],
            severity: 'info',
          });
        }
      }
    }
  },
});

function isBareAnd(expression: Expression): boolean {
  return expression.kind === 'binary' && expression.operator === 'and';
}

function isOneField(operands: readonly SearchExpression[]): boolean {
  const fields = new Set(
    operands.map((each) => (each.kind === 'comparison' || each.kind === 'in' ? each.field : undefined)),
  );
  return fields.size === 1 && !fields.has(undefined);
}
