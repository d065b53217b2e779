import { didYouMean, suggest } from '../support/suggest.js';
import type { Expression } from '../syntax/ast.js';
import type { LookupField } from './nodes/row.js';
import type { NodeOf, PlanNode } from './plan.js';

/** The fields that `lookup` names and a table of these columns does not have; Splunk refuses them (spl-commands 8.1). */
export function columnsMissing(node: NodeOf<'lookup'>, columns: readonly string[]): LookupField[] {
  const missing = new Map<string, LookupField>();
  for (const field of [...node.inputs, ...(node.outputs ?? [])])
    if (!columns.includes(field.table) && !missing.has(field.table)) missing.set(field.table, field);
  return [...missing.values()];
}

/** What to say of a field that is no column of a table: the one that may be meant, and all, or the first ones where they are very many. */
export function columnAdvice(field: string, columns: readonly string[]): string[] {
  const most = 50;
  const shown = columns.slice(0, most).join(', ');
  const list = columns.length > most ? `${shown} and ${columns.length - most} more` : shown;
  return [...didYouMean(suggest(field, columns)), `Columns: ${list}.`];
}

/** The tables that some of the nodes write. Each has the columns that it gets, and may be there before it has any. */
export function tablesWritten(nodes: Iterable<PlanNode>): Set<string> {
  const names = new Set<string>();
  for (const node of nodes) if (node.kind === 'write' && node.target.kind !== 'index') names.add(node.target.name);
  return names;
}

/** The tables that `lookup("table", ..)` names in the expressions of a node; its inputs are nodes of their own. */
export function* lookupCalls(node: PlanNode): Generator<string> {
  const isPlanNode = (value: object): boolean =>
    'kind' in value && 'span' in value && ('input' in value || 'inputs' in value);
  const pending: unknown[] = Object.values(node).filter(
    (value) => typeof value === 'object' && value !== null && !isPlanNode(value),
  );
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value !== 'object' || value === null || isPlanNode(value)) continue;
    const found = value as Expression;
    if (found.kind === 'call' && found.name === 'lookup' && found.args[0]?.kind === 'string') yield found.args[0].value;
    // Subsearches have plans of their own.
    if (found.kind === 'subsearch') continue;
    for (const inner of Object.values(value)) pending.push(inner);
  }
}
