import { aggregates } from '../../functions/aggregate/index.js';
import { fieldCaptures } from '../../values/field-pattern.js';
import { fillWildcard, hasWildcard } from '../../values/wildcard.js';
import type { Aggregation } from '../nodes/aggregate.js';
import { factOfExpression } from './expression-fact.js';
import { type FieldRead, readsOfExpression } from './field-reads.js';
import type { FlowContext } from './node-flow.js';
import { anyField, type FieldFact, fieldOf, knownNames, type RowShape } from './row-shape.js';

/**
 * The columns that aggregations make, with what is known of them, and the fields they read. `grouped`: there is a result for each group
 * of rows only, and so for none without a row.
 */
export function aggregated(
  aggregations: readonly Aggregation[],
  shape: RowShape,
  cx: FlowContext,
  grouped = false,
): { columns: [string, FieldFact][]; rest: readonly string[]; reads: FieldRead[] } {
  const columns: [string, FieldFact][] = [];
  const rest: string[] = [];
  const reads: FieldRead[] = [];
  for (const each of aggregations) {
    const { argument, as, span } = each;
    switch (argument.kind) {
      case 'none':
        columns.push([as, { ...factOf(each, anyField, grouped ? 1 : 0), from: span }]);
        break;
      case 'expression': {
        reads.push(...readsOfExpression(argument.expression, 'value', cx.pipelines));
        columns.push([as, { ...factOf(each, factOfExpression(argument.expression, shape)), from: span }]);
        break;
      }
      case 'field': {
        const { name } = argument;
        const wild = hasWildcard(name);
        reads.push({ name, span, exact: false, use: 'value', tolerant: wild });
        if (!wild) {
          columns.push([as, { ...factOf(each, fieldOf(shape, name)), from: span }]);
          break;
        }
        for (const known of knownNames(shape)) {
          const captures = fieldCaptures(name, known);
          if (captures !== null)
            columns.push([fillWildcard(as, captures), { ...factOf(each, fieldOf(shape, known)), from: span }]);
        }
        if (shape.rest === 'any' || shape.rest.length > 0) rest.push(as);
      }
    }
  }
  return { columns, rest, reads };
}

/** `leastCount`: how many rows the aggregation sees at least. */
function factOf(aggregation: Aggregation, argument: FieldFact, leastCount = 0): Omit<FieldFact, 'from'> {
  const base = { plurality: 'single' as const, constraints: [] };
  if (aggregation.sparkline !== undefined) return { ...base, presence: 'maybe', values: { kind: 'any' } };
  const { presence } = argument;
  switch (aggregates.get(aggregation.function)?.gives) {
    case 'count':
      return { ...base, presence: 'always', values: { kind: 'number', least: leastCount } };
    case 'one':
      return { ...base, presence, values: argument.values };
    case 'all':
      return { ...base, presence, plurality: 'many', values: argument.values };
    case 'epoch':
      return { ...base, presence, values: { kind: 'epoch' } };
    case undefined:
      return { ...base, presence: presence === 'never' ? 'never' : 'maybe', values: { kind: 'number' } };
  }
}
