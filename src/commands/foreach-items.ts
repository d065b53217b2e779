import type { Assignment } from '../plan/nodes/row.js';
import { createSource } from '../source/source.js';
import type { Expression, NamePart, TemplateArgument } from '../syntax/ast.js';
import { computedName } from '../syntax/computed-name.js';
import { withParts } from '../syntax/parts.js';
import type { LowerContext } from './define.js';

/** The fields that hold the item and its number while the assignments of `foreach` run. */
export const itemField = '<<ITEM>>';
/** The field that holds the number of the item, from 0. */
export const iterationField = '<<ITER>>';

/**
 * The assignments of the single `eval` of a template. An item is data, so it does not become text of the search: the
 * placeholder is a field, also inside texts (`"a <<ITEM>>"`) and on the left (`eval <<ITEM>>=1`).
 */
export function itemAssignments(
  given: TemplateArgument,
  placeholders: { readonly item: string; readonly iteration: string },
  cx: LowerContext,
): readonly Assignment[] {
  const text = given.text.replaceAll(placeholders.item, itemField).replaceAll(placeholders.iteration, iterationField);
  const origin = { start: 0, end: text.length, source: cx.source, origin: given.textSpan, exact: text === given.text };
  const branch = cx.branch(createSource(cx.source.name, text, { pieces: [origin] }));
  for (const found of branch.diagnostics) cx.add(found);
  if (branch.plan === undefined) return [];
  const { root, subsearches } = branch.plan;
  if (root.kind !== 'extend' || root.input.kind !== 'branch-input' || subsearches.size > 0) {
    cx.report(
      'wrong-arguments',
      { name: 'foreach', reason: 'takes one eval without subsearches in this mode' },
      given.textSpan,
    );
    return [];
  }
  return root.assignments.map((each) => ({
    target: each.target,
    computed: placeholder.test(each.target) ? nameWithItems(each.target) : each.computed,
    expression: fillTexts(each.expression),
  }));
}

const placeholder = /(<<ITEM>>|<<ITER>>)/;

/** `<<ITEM>>_count` as the name that each item makes. */
const nameWithItems = (target: string): readonly NamePart[] =>
  target
    .split(placeholder)
    .filter((piece) => piece !== '')
    .flatMap((piece) => (placeholder.test(piece) ? [{ field: piece }] : (computedName(piece) ?? [{ text: piece }])));

/** Texts with placeholders become concatenations with the fields of the item. */
function fillTexts(expression: Expression): Expression {
  if (expression.kind !== 'string' || !placeholder.test(expression.value)) return withParts(expression, fillTexts);
  const { span } = expression;
  return expression.value
    .split(placeholder)
    .map(
      (part): Expression =>
        placeholder.test(part) ? { kind: 'field', name: part, span } : { kind: 'string', value: part, span },
    )
    .reduce((left, right) => ({ kind: 'binary', operator: '.', left, right, span }));
}
