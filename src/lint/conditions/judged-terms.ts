import {
  alternativesOfEval,
  type Constraint,
  conjunctsOfEval,
  conjunctsOfSearch,
  constraintOfEval,
  constraintOfSearch,
  type FieldConstraint,
} from '../../plan/fields/constraint.js';
import { fieldOf, type RowShape } from '../../plan/fields/row-shape.js';
import type { Condition } from '../../plan/nodes/row.js';
import type { Span } from '../../source/span.js';
import type { Expression, SearchExpression } from '../../syntax/ast.js';
import { judge, type Verdict } from './verdict.js';

/** A term of a condition whose outcome is known before any row is read. */
export interface JudgedTerm {
  readonly field: string;
  readonly constraint: Constraint;
  readonly span: Span;
  readonly verdict: Verdict;
  /** Whether every row must meet the term: then nothing passes when it never holds. */
  readonly required: boolean;
}

type Term =
  | { readonly language: 'search'; readonly node: SearchExpression }
  | { readonly language: 'eval'; readonly node: Expression };

const deepest = 50;

/** The terms of a filter that are decided by what its rows can hold. */
export function judgedTerms(condition: Condition, shape: RowShape): JudgedTerm[] {
  if (condition.language === 'regex') return [];
  const found: JudgedTerm[] = [];
  const root: Term =
    condition.language === 'search'
      ? { language: 'search', node: condition.expression }
      : { language: 'eval', node: condition.expression };
  visit(root, [], true, shape, found, 0);
  return found;
}

function conjuncts(term: Term): Term[] {
  if (term.language === 'search') return conjunctsOfSearch(term.node).map((node) => ({ language: 'search', node }));
  return conjunctsOfEval(term.node).map((node) => ({ language: 'eval', node }));
}

function constraintOf(term: Term): FieldConstraint | undefined {
  return term.language === 'search' ? constraintOfSearch(term.node) : constraintOfEval(term.node);
}

/** The alternatives of a term that is an OR. */
function alternatives(term: Term): Term[] {
  if (term.language === 'search')
    return term.node.kind === 'or' ? term.node.operands.map((node) => ({ language: 'search', node })) : [];
  if (term.node.kind !== 'binary' || term.node.operator !== 'or') return [];
  return alternativesOfEval(term.node).map((node) => ({ language: 'eval', node }));
}

function visit(
  term: Term,
  context: readonly FieldConstraint[],
  required: boolean,
  shape: RowShape,
  found: JudgedTerm[],
  depth: number,
): void {
  if (depth > deepest) return;
  const terms = conjuncts(term);
  const constraints = terms.map(constraintOf);
  for (const [index, each] of terms.entries()) {
    const own = constraints[index];
    // Of two terms that exclude each other the later one is marked.
    const beside = [...context, ...constraints.slice(0, index)].filter((other) => other !== undefined);
    const branches = alternatives(each);
    if (own !== undefined && !(branches.length > 0 && judgeOne(own, beside, shape) === undefined)) {
      const verdict = judgeOne(own, beside, shape);
      if (verdict !== undefined) found.push({ ...own, span: own.constraint.span, verdict, required });
      continue;
    }
    for (const branch of branches) visit(branch, beside, false, shape, found, depth + 1);
  }
}

function judgeOne(
  { field, constraint }: FieldConstraint,
  beside: readonly FieldConstraint[],
  shape: RowShape,
): Verdict | undefined {
  const fact = fieldOf(shape, field);
  const others = [
    ...fact.constraints,
    ...beside.filter((other) => other.field === field).map((other) => other.constraint),
  ];
  return judge(constraint, field, fact, others);
}
