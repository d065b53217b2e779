import type { Span } from '../../source/span.js';
import type { Expression, Pipeline, SearchExpression } from '../../syntax/ast.js';
import { isTimeModifier } from '../../syntax/time-modifiers.js';
import type { Condition } from '../nodes/row.js';

/** A field that a command looks at. */
export interface FieldRead {
  /** A name, or a pattern with asterisks. */
  readonly name: string;
  /** The place of the name where the tree knows it, otherwise that of the command. */
  readonly span: Span;
  readonly exact: boolean;
  /** `condition`: decides which rows stay; `key`: groups or joins; `listed`: named in a list of columns; `value`: anything else. */
  readonly use: 'condition' | 'key' | 'listed' | 'value';
  /** The command says itself what happens when the field is missing (`isnull(f)`, `coalesce`, `fillnull`). */
  readonly tolerant: boolean;
}

/** Functions that are asked because an argument may be null. */
const tolerantFunctions = new Set([
  'coalesce',
  'isnull',
  'isnotnull',
  'null',
  'nullif',
  'validate',
  'typeof',
  'mvappend',
  'json_object',
  'json_array',
  'if',
  'case',
]);
const nullTests = new Set(['coalesce', 'isnull', 'isnotnull', 'typeof', 'mvappend']);

/** The fields that an eval expression reads, with the subsearches in it. */
export function readsOfExpression(
  expression: Expression,
  use: FieldRead['use'] = 'value',
  pipelines: Pipeline[] = [],
): FieldRead[] {
  const reads: FieldRead[] = [];
  const open: { node: Expression; tolerant: boolean; bound: readonly string[] }[] = [
    { node: expression, tolerant: false, bound: [] },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, tolerant, bound } = next;
    switch (node.kind) {
      case 'number':
      case 'string':
        break;
      case 'field':
        if (!bound.includes(node.name)) reads.push({ name: node.name, span: node.span, exact: true, use, tolerant });
        break;
      case 'group':
        open.push({ ...next, node: node.inner });
        break;
      case 'subsearch':
        pipelines.push(node.pipeline);
        break;
      case 'unary':
        open.push({ ...next, node: node.operand });
        break;
      case 'binary':
        open.push({ ...next, node: node.right }, { ...next, node: node.left });
        break;
      case 'in':
        for (const item of [...node.items].reverse()) open.push({ ...next, node: item });
        open.push({ ...next, node: node.needle });
        break;
      case 'call': {
        // `if(isnull(f), x, f)` and `case(..)`: what a branch reads was asked for before, more often than not.
        const asked =
          tolerant || nullTests.has(node.name) || (tolerantFunctions.has(node.name) && asksForNull(node.args));
        for (const argument of [...node.args].reverse()) open.push({ node: argument, tolerant: asked, bound });
        break;
      }
    }
  }
  return reads;
}

function asksForNull(args: readonly Expression[]): boolean {
  const open = [...args];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === 'call') {
      if (next.name === 'isnull' || next.name === 'isnotnull') return true;
      open.push(...next.args);
    } else if (next.kind === 'binary') open.push(next.left, next.right);
    else if (next.kind === 'group') open.push(next.inner);
    else if (next.kind === 'unary') open.push(next.operand);
  }
  return false;
}

/** The fields that search terms read; keywords look at `_raw`. */
export function readsOfSearch(expression: SearchExpression, pipelines: Pipeline[] = []): FieldRead[] {
  const reads: FieldRead[] = [];
  const open: { term: SearchExpression; negated: boolean }[] = [{ term: expression, negated: false }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { term, negated } = next;
    switch (term.kind) {
      case 'and':
      case 'or':
        for (const operand of [...term.operands].reverse()) open.push({ term: operand, negated });
        break;
      case 'not':
        open.push({ term: term.operand, negated: !negated });
        break;
      case 'group':
        open.push({ term: term.inner, negated });
        break;
      case 'comparison':
      case 'in':
        // `NOT f=x` keeps rows without the field.
        reads.push({ name: term.field, span: term.fieldSpan, exact: true, use: 'condition', tolerant: negated });
        break;
      case 'keyword':
        if (!/^\*+$/.test(term.text))
          reads.push({ name: '_raw', span: term.span, exact: false, use: 'condition', tolerant: true });
        break;
      case 'subsearch':
        pipelines.push(term.pipeline);
        if (term.compared !== undefined && !isTimeModifier(term.compared.field)) {
          const { field: name, fieldSpan: span } = term.compared;
          reads.push({ name, span, exact: true, use: 'condition', tolerant: negated });
        }
        break;
      case 'time':
      case 'everything':
        break;
    }
  }
  return reads;
}

/** The fields that a condition reads. */
export function readsOfCondition(condition: Condition, at: Span, pipelines: Pipeline[] = []): FieldRead[] {
  switch (condition.language) {
    case 'search':
      return readsOfSearch(condition.expression, pipelines);
    case 'eval':
      return readsOfExpression(condition.expression, 'condition', pipelines);
    case 'regex':
      return [{ name: condition.field, span: at, exact: false, use: 'condition', tolerant: condition.negated }];
  }
}

/** Reads of fields that the plan holds by name only. */
export function namedReads(
  names: Iterable<string>,
  span: Span,
  use: FieldRead['use'] = 'value',
  tolerant = false,
): FieldRead[] {
  return [...names].map((name) => ({ name, span, exact: false, use, tolerant }));
}
