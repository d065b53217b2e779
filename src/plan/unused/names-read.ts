import type { Expression, Pipeline, SearchExpression } from '../../syntax/ast.js';
import { partsOf, termsOf } from '../../syntax/parts.js';
import { hasWildcard } from '../../values/wildcard.js';
import { readsOfExpression } from '../fields/field-reads.js';
import type { Aggregation } from '../nodes/aggregate.js';
import type { Condition } from '../nodes/row.js';

/** All fields that an expression may look at; undefined where these may be any: what a subsearch gives, what a text says. */
export function namesOfExpression(expression: Expression): readonly string[] | undefined {
  const pipelines: Pipeline[] = [];
  const names = readsOfExpression(expression, 'value', pipelines).map(({ name }) => name);
  return pipelines.length > 0 || searchesText(expression) ? undefined : names;
}

/** Whether an expression holds terms of a search, as text (`searchmatch`). */
function searchesText(root: Expression): boolean {
  for (const part of partsOf(root)) if (part.kind === 'call' && part.name.toLowerCase() === 'searchmatch') return true;
  return false;
}

/** As {@link namesOfExpression}, for the terms of a search. A keyword may look at every field of rows without `_raw`. */
function namesOfSearch(root: SearchExpression): readonly string[] | undefined {
  const names: string[] = [];
  for (const term of termsOf(root)) {
    if (term.kind === 'comparison' || term.kind === 'in') names.push(term.field);
    else if (term.kind === 'time') names.push('_time', '_indextime');
    else if (term.kind === 'subsearch') return undefined;
    else if (term.kind === 'keyword' && (term.form !== 'word' || !/^\*+$/.test(term.text))) return undefined;
  }
  return names;
}

/** As {@link namesOfExpression}, for the condition of a filter. */
export function namesOfCondition(condition: Condition): readonly string[] | undefined {
  switch (condition.language) {
    case 'search':
      return namesOfSearch(condition.expression);
    case 'eval':
      return namesOfExpression(condition.expression);
    case 'regex':
      return [condition.field];
  }
}

/** As {@link namesOfExpression}, for aggregations; some of them look at the time of a row as well. */
export function namesOfAggregations(aggregations: readonly Aggregation[]): readonly string[] | undefined {
  const names = aggregations.length === 0 ? [] : ['_time'];
  for (const { argument } of aggregations) {
    if (argument.kind === 'field') {
      if (hasWildcard(argument.name)) return undefined;
      names.push(argument.name);
    } else if (argument.kind === 'expression') {
      const read = namesOfExpression(argument.expression);
      if (read === undefined) return undefined;
      names.push(...read);
    }
  }
  return names;
}
