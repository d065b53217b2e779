import type { Span } from '../../source/span.js';
import type { Expression, FunctionCall, SearchExpression } from '../../syntax/ast.js';
import type { Condition } from '../nodes/row.js';

/** A text that a value is compared with. */
export interface ComparedText {
  readonly text: string;
  /** `*` stands for any run of characters. */
  readonly wildcard: boolean;
  readonly ignoreCase: boolean;
}

/** What a condition says of one field. */
export type Constraint =
  /** The value is one of these. */
  | { readonly kind: 'one-of'; readonly texts: readonly ComparedText[]; readonly span: Span }
  /** The value exists (`search f!=x`) and is none of these; with `absentToo` it may also be missing (`NOT f=x`). */
  | {
      readonly kind: 'none-of';
      readonly texts: readonly ComparedText[];
      readonly absentToo: boolean;
      readonly span: Span;
    }
  | { readonly kind: 'bound'; readonly operator: '<' | '<=' | '>' | '>='; readonly number: number; readonly span: Span }
  | { readonly kind: 'present'; readonly span: Span }
  | { readonly kind: 'absent'; readonly span: Span };

export interface FieldConstraint {
  readonly field: string;
  readonly constraint: Constraint;
}

/** The constraint that a single term puts on a single field; undefined for terms that say more or something else. */
export function constraintOfSearch(term: SearchExpression): FieldConstraint | undefined {
  switch (term.kind) {
    case 'group':
      return constraintOfSearch(term.inner);
    case 'not': {
      const inner = constraintOfSearch(term.operand);
      return inner === undefined ? undefined : negated(inner, term.span);
    }
    case 'in': {
      if (term.field.includes('*')) return undefined;
      const texts = term.values.map((value) => ({
        text: value.text,
        wildcard: value.text.includes('*'),
        ignoreCase: value.form !== 'case',
      }));
      return { field: term.field, constraint: { kind: 'one-of', texts, span: term.span } };
    }
    case 'comparison': {
      const { field, operator, value, span } = term;
      if (field.includes('*')) return undefined;
      const texts = [{ text: value.text, wildcard: value.text.includes('*'), ignoreCase: value.form !== 'case' }];
      if (operator === '=') {
        return {
          field,
          constraint: /^\*+$/.test(value.text) ? { kind: 'present', span } : { kind: 'one-of', texts, span },
        };
      }
      if (operator === '!=') return { field, constraint: { kind: 'none-of', texts, absentToo: false, span } };
      return boundOf(field, operator, value.text, span);
    }
    case 'or':
      return unionOf(term.operands.map(constraintOfSearch), term.span);
    default:
      return undefined;
  }
}

function boundOf(
  field: string,
  operator: '<' | '<=' | '>' | '>=',
  text: string,
  span: Span,
): FieldConstraint | undefined {
  const number = Number(text);
  if (text.trim() === '' || !Number.isFinite(number)) return undefined;
  return { field, constraint: { kind: 'bound', operator, number, span } };
}

/** The opposite of a constraint, where it is one too. */
function negated({ field, constraint }: FieldConstraint, span: Span): FieldConstraint | undefined {
  switch (constraint.kind) {
    case 'one-of':
      return { field, constraint: { kind: 'none-of', texts: constraint.texts, absentToo: true, span } };
    case 'present':
      return { field, constraint: { kind: 'absent', span } };
    case 'absent':
      return { field, constraint: { kind: 'present', span } };
    default:
      return undefined;
  }
}

/** `f=a OR f=b` is `f IN (a, b)`. */
function unionOf(parts: readonly (FieldConstraint | undefined)[], span: Span): FieldConstraint | undefined {
  const field = parts[0]?.field;
  if (field === undefined) return undefined;
  const texts: ComparedText[] = [];
  for (const part of parts) {
    if (part?.field !== field || part.constraint.kind !== 'one-of') return undefined;
    texts.push(...part.constraint.texts);
  }
  return { field, constraint: { kind: 'one-of', texts, span } };
}

function literal(expression: Expression): string | undefined {
  if (expression.kind === 'group') return literal(expression.inner);
  if (expression.kind === 'string') return expression.value;
  if (expression.kind === 'number') return expression.text;
  return undefined;
}

function fieldName(expression: Expression): string | undefined {
  if (expression.kind === 'group') return fieldName(expression.inner);
  return expression.kind === 'field' ? expression.name : undefined;
}

const mirrored = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

/** As {@link constraintOfSearch}, for eval conditions: text compares with letter case and knows no wildcards. */
export function constraintOfEval(expression: Expression): FieldConstraint | undefined {
  switch (expression.kind) {
    case 'group':
      return constraintOfEval(expression.inner);
    case 'unary': {
      if (expression.operator !== 'not') return undefined;
      const inner = constraintOfEval(expression.operand);
      return inner === undefined ? undefined : negated(inner, expression.span);
    }
    case 'in': {
      const field = fieldName(expression.needle);
      const texts = expression.items.map(literal);
      if (field === undefined || texts.includes(undefined)) return undefined;
      return {
        field,
        constraint: { kind: 'one-of', texts: texts.map((text) => exactly(text!)), span: expression.span },
      };
    }
    case 'call': {
      const field = expression.args[0] === undefined ? undefined : fieldName(expression.args[0]);
      if (field !== undefined && expression.name === 'like') return likeConstraint(field, expression);
      if (field === undefined || expression.args.length !== 1) return undefined;
      if (expression.name === 'isnotnull') return { field, constraint: { kind: 'present', span: expression.span } };
      if (expression.name === 'isnull') return { field, constraint: { kind: 'absent', span: expression.span } };
      return undefined;
    }
    case 'binary': {
      const { operator, left, right, span } = expression;
      if (operator === 'or') return unionOf(alternativesOfEval(expression).map(constraintOfEval), span);
      const flipped = fieldName(left) === undefined;
      const field = fieldName(flipped ? right : left);
      const text = literal(flipped ? left : right);
      if (field === undefined || text === undefined) return undefined;
      if (operator === '=') return { field, constraint: { kind: 'one-of', texts: [exactly(text)], span } };
      if (operator === '!=')
        return { field, constraint: { kind: 'none-of', texts: [exactly(text)], absentToo: false, span } };
      if (operator === '<' || operator === '<=' || operator === '>' || operator === '>=') {
        return boundOf(field, flipped ? mirrored[operator] : operator, text, span);
      }
      return undefined;
    }
    default:
      return undefined;
  }
}

/** `like(f, "a%")` with `%` alone is a wildcard. An underscore, an escape or an asterisk says more than that. */
function likeConstraint(field: string, { args, span }: FunctionCall): FieldConstraint | undefined {
  const pattern = args.length === 2 ? literal(args[1]!) : undefined;
  if (pattern === undefined || /[_\\*]/.test(pattern)) return undefined;
  const texts = [{ text: pattern.replaceAll('%', '*'), wildcard: pattern.includes('%'), ignoreCase: false }];
  return { field, constraint: { kind: 'one-of', texts, span } };
}

function exactly(text: string): ComparedText {
  return { text, wildcard: false, ignoreCase: false };
}

/** The terms that must all hold, left to right, groups opened. */
export function conjunctsOfSearch(expression: SearchExpression): SearchExpression[] {
  const found: SearchExpression[] = [];
  const open = [expression];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === 'group') open.push(next.inner);
    else if (next.kind === 'and') for (const operand of next.operands.toReversed()) open.push(operand);
    else found.push(next);
  }
  return found;
}

/** As {@link conjunctsOfSearch}, for eval conditions. */
export function conjunctsOfEval(expression: Expression): Expression[] {
  const found: Expression[] = [];
  const open = [expression];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === 'group') open.push(next.inner);
    else if (next.kind === 'binary' && next.operator === 'and') open.push(next.right, next.left);
    else found.push(next);
  }
  return found;
}

/** The alternatives of a chain of `or`, left to right; the chain may be as long as a search. */
export function alternativesOfEval(expression: Expression): Expression[] {
  const found: Expression[] = [];
  const open = [expression];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === 'binary' && next.operator === 'or') open.push(next.right, next.left);
    else found.push(next);
  }
  return found;
}

/** What a condition says of single fields in every row that it keeps. */
export function constraintsOf(condition: Condition): FieldConstraint[] {
  switch (condition.language) {
    case 'search':
      return conjunctsOfSearch(condition.expression).flatMap((term) => constraintOfSearch(term) ?? []);
    case 'eval':
      return conjunctsOfEval(condition.expression).flatMap((term) => constraintOfEval(term) ?? []);
    case 'regex':
      return [];
  }
}
