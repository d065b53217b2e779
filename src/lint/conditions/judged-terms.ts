import {
  alternativesOfEval,
  type ComparedText,
  conjunctsOfEval,
  conjunctsOfSearch,
  constraintOfEval,
  constraintOfSearch,
  type FieldConstraint,
} from '../../plan/fields/constraint.js';
import { assigned, factOfExpression } from '../../plan/fields/expression-fact.js';
import { fieldOf, type RowShape, withoutConstraints, withRest } from '../../plan/fields/row-shape.js';
import type { NodeFlow } from '../../plan/fields.js';
import type { Condition } from '../../plan/nodes/row.js';
import type { Span } from '../../source/span.js';
import type { Expression, SearchExpression } from '../../syntax/ast.js';
import { partsOf } from '../../syntax/parts.js';
import { comparedCall } from './compared-call.js';
import { mayBothFit } from './compared-text.js';
import { judge, type Verdict } from './verdict.js';

/** A term of a condition whose outcome is known before any row is read. */
export interface JudgedTerm {
  /** Whether the term leaves values out. */
  readonly excludes: boolean;
  readonly span: Span;
  readonly verdict: Verdict;
  /** Whether every row must meet the term: then nothing passes when it never holds. */
  readonly required: boolean;
}

type Term =
  | { readonly language: 'search'; readonly node: SearchExpression }
  | { readonly language: 'eval'; readonly node: Expression };

const deepest = 50;
const comparisons: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=']);

/** The terms in the conditions of a node that are decided by what its rows can hold: of a filter, of `inputlookup`, and of `if` and `case` in `eval`. */
export function judgedTermsOf(flow: NodeFlow): readonly JudgedTerm[] {
  let known = termsByFlow.get(flow);
  if (known === undefined) {
    known = judged(flow);
    termsByFlow.set(flow, known);
  }
  return known;
}

/** Rows of a KV store have them whether the definition lists them or not (spl-commands 8.3). */
const keysOfStores = ['_key', '_user'];

/** Two rules ask for each node. */
const termsByFlow = new WeakMap<NodeFlow, readonly JudgedTerm[]>();

function judged({ node, inputs: [shape], output }: NodeFlow): JudgedTerm[] {
  if (node.kind === 'generate') {
    const where = node.rows.from === 'lookup' ? node.rows.where : undefined;
    return where === undefined
      ? []
      : judgedTerms({ language: 'search', expression: where }, withRest(withoutConstraints(output), keysOfStores));
  }
  if (shape === undefined) return [];
  if (node.kind === 'filter') return judgedTerms(node.condition, shape);
  if (node.kind !== 'extend') return [];
  const conditions = node.assignments.map(({ expression }) => conditionsIn(expression));
  if (conditions.every((each) => each.length === 0)) return [];
  const found: JudgedTerm[] = [];
  let before = shape;
  for (const [at, assignment] of node.assignments.entries()) {
    found.push(...judgedBranches(conditions[at]!, before));
    before = assigned(before, assignment, node.span);
  }
  return found;
}

/** The conditions of `if` and `case`. */
function conditionsIn(expression: Expression): Expression[] {
  return [...partsOf(expression)].flatMap((part) => {
    if (part.kind !== 'call') return [];
    if (part.name === 'if') return part.args.slice(0, 1);
    return part.name === 'case' ? part.args.filter((_, at) => at % 2 === 0) : [];
  });
}

/**
 * By what the values are made of alone: to ask whether there is a value, and to map values that an earlier filter has left out, is
 * usual where an expression serves several searches.
 */
function judgedBranches(conditions: readonly Expression[], shape: RowShape): JudgedTerm[] {
  if (conditions.length === 0) return [];
  const found: JudgedTerm[] = [];
  const unfiltered = withoutConstraints(shape, 'maybe');
  for (const node of conditions) visit({ language: 'eval', node }, [], false, unfiltered, found, 0);
  return found.filter(({ verdict }) => verdict.missing === undefined);
}

/** The terms of a filter that are decided by what its rows can hold. */
function judgedTerms(condition: Condition, shape: RowShape): JudgedTerm[] {
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

/** The alternatives of a term that is an OR, or that negates an AND. */
function alternatives(term: Term): Term[] {
  if (term.language === 'search') {
    if (term.node.kind === 'not')
      return negations(conjunctsOfSearch(term.node.operand)).map((node) => ({ language: 'search', node }));
    return term.node.kind === 'or' ? term.node.operands.map((node) => ({ language: 'search', node })) : [];
  }
  if (term.node.kind === 'unary' && term.node.operator === 'not') {
    const parts = conjunctsOfEval(term.node.operand);
    return parts.length < 2
      ? []
      : parts.map((operand) => ({
          language: 'eval',
          node: { kind: 'unary', operator: 'not', operand, span: operand.span },
        }));
  }
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
    if (isMade(each)) continue;
    const own = constraints[index];
    // Of two terms that exclude each other the later one is marked.
    const beside = [...context, ...constraints.slice(0, index)].filter((other) => other !== undefined);
    const branches = alternatives(each);
    const verdict = constantVerdict(each) ?? (own && judgeOne(own, beside, shape));
    if (verdict !== undefined) {
      const excludes = own?.constraint.kind === 'none-of';
      found.push({ excludes, span: own?.constraint.span ?? each.node.span, verdict, required });
      continue;
    }
    const computed = own === undefined ? judgeCall(each, shape) : undefined;
    if (computed !== undefined) {
      found.push({ ...computed, span: each.node.span, required });
      continue;
    }
    const whole = exhaustiveVerdict(branches, shape);
    if (whole !== undefined) found.push({ excludes: true, span: each.node.span, verdict: whole, required });
    if (own !== undefined && branches.length === 0) continue;
    for (const branch of branches) visit(branch, beside, false, shape, found, depth + 1);
  }
}

/** A comparison that a command makes of its arguments, as `mstats` asks for the points of its metrics: nobody wrote its field. */
function isMade({ node }: Term): boolean {
  const inner = node.kind === 'not' ? node.operand : node;
  if (inner.kind !== 'comparison' || !('fieldSpan' in inner)) return false;
  return inner.fieldSpan.start === inner.span.start && inner.fieldSpan.end === inner.span.end;
}

function negations(parts: readonly SearchExpression[]): SearchExpression[] {
  return parts.length < 2 ? [] : parts.map((operand) => ({ kind: 'not', operand, span: operand.span }));
}

/** `x!=a OR x!=b`: what is one of the two is not the other, so that together they leave nothing out. */
function exhaustiveVerdict(branches: readonly Term[], shape: RowShape): Verdict | undefined {
  const parts = branches.map(constraintOf);
  const field = parts[0]?.field;
  if (field === undefined) return undefined;
  const excluded: (readonly ComparedText[])[] = [];
  for (const part of parts) {
    if (part?.field !== field || part.constraint.kind !== 'none-of') return undefined;
    excluded.push(part.constraint.texts);
  }
  const [first, ...others] = excluded;
  const apart = others.find((texts) => first!.every((one) => texts.every((other) => !mayBothFit(one, other))));
  if (apart === undefined) return undefined;
  const fact = fieldOf(shape, field);
  if (fact.plurality === 'many') return undefined;
  return {
    holds: 'always',
    because: `no value is both "${first![0]!.text}" and "${apart[0]!.text}", so that one of these exclusions always holds`,
    ifSingle: fact.plurality !== 'single',
  };
}

/**
 * `"a"="b"`: a comparison of two fixed texts, which looks at no row; `x=null()`, which compares with nothing; and `search x!=*`, which asks
 * for a value that is none.
 */
function constantVerdict(term: Term): Verdict | undefined {
  if (term.language === 'search') return wildcardVerdict(term.node);
  if (term.node.kind !== 'binary') return undefined;
  const { operator, left, right } = term.node;
  if (!comparisons.has(operator)) return undefined;
  if ([left, right].some((side) => side.kind === 'call' && side.name === 'null' && side.args.length === 0))
    return {
      holds: 'never',
      because: 'nothing compares with `null()`; ask `isnull(field)` or `isnotnull(field)`',
      ifSingle: false,
    };
  if ((operator !== '=' && operator !== '!=') || left.kind !== 'string' || right.kind !== 'string') return undefined;
  const holds = (left.value === right.value) === (operator === '=') ? 'always' : 'never';
  return {
    holds,
    because: `"${left.value}" in double quotes is a text, and no field of that name is looked at`,
    ifSingle: false,
  };
}

function wildcardVerdict(node: SearchExpression): Verdict | undefined {
  if (node.kind !== 'comparison' || node.operator !== '!=' || !/^\*+$/.test(node.value.text)) return undefined;
  return {
    holds: 'never',
    because: `\`!=\` asks for a value, and every value fits \`*\`; \`NOT ${node.field}=*\` keeps the rows without the field`,
    ifSingle: false,
  };
}

/** `lower(x)="ABC"`: a comparison of what a function gives with fixed texts. */
function judgeCall(term: Term, shape: RowShape): Pick<JudgedTerm, 'excludes' | 'verdict'> | undefined {
  if (term.language === 'search') return undefined;
  const compared = comparedCall(term.node);
  const own = compared && constraintOfEval(compared.condition);
  if (own === undefined) return undefined;
  const { call } = compared!;
  const fact = factOfExpression(call, shape);
  const verdict = judge(own.constraint, own.field, fact, fact.constraints);
  // A field that no row has is told of where it is read.
  if (verdict === undefined || verdict.missing !== undefined) return undefined;
  return { excludes: own.constraint.kind === 'none-of', verdict };
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
