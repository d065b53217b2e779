import type { Aggregation, GroupKey } from '../plan/nodes/aggregate.js';
import type { PlanNode } from '../plan/plan.js';
import type { Span } from '../source/span.js';

/** The commands that finish what `prestats=t` of tstats and mstats makes (spl-commands 11.1). */
export const prestatsReaders = ['stats', 'chart', 'timechart'] as const;

/**
 * `prestats=t`: what a following chart, timechart or stats counts again. The events themselves, cut to the fields the
 * aggregations and BY name, serve every function exactly (spl-commands 11.1).
 */
export function eventsForChart(
  input: PlanNode,
  aggregations: readonly Aggregation[],
  by: readonly GroupKey[],
  missingKey: string | undefined,
  span: Span,
): PlanNode {
  const keys = by.map((key) => key.field);
  let node = input;
  if (keys.length > 0) {
    if (missingKey !== undefined) {
      node = { kind: 'fill', input: node, patterns: keys, with: { from: 'value', value: missingKey }, span };
    } else {
      node = withKeys(node, keys, span);
    }
  }
  const read = aggregations.flatMap((each) => (each.argument.kind === 'field' ? [each.argument.name] : []));
  node = { kind: 'project', input: node, mode: 'table', patterns: [...new Set(['_time', ...keys, ...read])], span };
  for (const { field, bins } of by)
    if (bins?.span !== undefined) node = { kind: 'bin', input: node, field, as: undefined, bins, span };
  return node;
}

/** The rows that have all these fields. */
export function withKeys(input: PlanNode, keys: readonly string[], span: Span): PlanNode {
  if (keys.length === 0) return input;
  const operands = keys.map((field) => ({
    kind: 'comparison' as const,
    field,
    fieldSpan: span,
    operator: '=' as const,
    value: { text: '*', form: 'quoted' as const, span },
    span,
  }));
  return {
    kind: 'filter',
    input,
    condition: { language: 'search', expression: { kind: 'and', operands, span } },
    span,
  };
}

/** The aggregations of a command that finishes partial results. */
export function aggregationsOf(node: PlanNode): readonly Aggregation[] {
  if (node.kind === 'aggregate') return node.aggregations;
  return node.kind === 'apply' && node.procedure.name === 'chart' ? node.procedure.aggregations : [];
}
