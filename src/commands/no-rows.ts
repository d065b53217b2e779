import type { PlanNode } from '../plan/plan.js';
import type { Span } from '../source/span.js';

/** No rows at all: what stands before a generating command that begins a search. */
export function noRows(span: Span): PlanNode {
  return { kind: 'generate', rows: { from: 'literal', columns: [], cells: [] }, span };
}

/** Whether a node is known to give no rows. */
export function isNoRows(node: PlanNode): boolean {
  return node.kind === 'generate' && node.rows.from === 'literal' && node.rows.cells.length === 0;
}

/** The rows of a node followed by further rows. */
export function followedBy(input: PlanNode, added: PlanNode, span: Span, maxRows?: number): PlanNode {
  if (isNoRows(input)) return added;
  return { kind: 'union', inputs: [input, added], order: 'append', maxRows, span };
}

/**
 * Rows that replace those before them. What stands before still runs, to its end and first, for what it writes
 * (`outputlookup t | inputlookup t`).
 */
export function inPlaceOf(input: PlanNode, made: PlanNode, span: Span): PlanNode {
  if (isNoRows(input) || input.kind === 'scan' || input.kind === 'branch-input') return made;
  const nothing: PlanNode = {
    kind: 'filter',
    input,
    condition: { language: 'search', expression: { kind: 'or', operands: [], span } },
    span,
  };
  return followedBy(nothing, made, span, Number.POSITIVE_INFINITY);
}
