import { hasWildcard } from '../../values/wildcard.js';
import type { FieldDemand } from '../fields/field-demand.js';
import { internalOfEvents } from '../nodes/row.js';
import { inputsOf, type NodeOf, type PlanNode } from '../plan.js';

/**
 * What leaves of events only the fields that are asked for, for an operator that holds all of its rows: an event holds its whole text
 * for as long as it is there. Undefined where that would spare nothing, or where any field may be asked for.
 */
export function heldFields(
  node: PlanNode,
  { all, names, patterns, searched }: FieldDemand,
): NodeOf<'project'> | undefined {
  const [input] = inputsOf(node);
  if (input === undefined || !holdsRows(node) || !givesEvents(input)) return undefined;
  const columns = [...names];
  if (all || searched || patterns.size > 0 || columns.some(hasWildcard) || columns.some(isMade)) return undefined;
  return { kind: 'project', mode: 'table', patterns: columns, held: true, input, span: node.span };
}

/** Whether an internal field stays with `fields` where a command has made it, but not where it is of an event. */
function isMade(name: string): boolean {
  return name.startsWith('_') && !internalOfEvents.includes(name);
}

function holdsRows(node: PlanNode): boolean {
  switch (node.kind) {
    case 'sort':
      return node.limit === 0;
    case 'limit':
      return node.which.name === 'reverse';
    case 'annotate-groups':
      return true;
    default:
      return false;
  }
}

/** Whether rows are events still, with what commands have written to them. */
function givesEvents(node: PlanNode): boolean {
  for (let at: PlanNode | undefined = node; at !== undefined; [at] = inputsOf(at)) {
    switch (at.kind) {
      case 'scan':
      case 'dataset':
      case 'metrics':
        return true;
      case 'project':
        if (at.mode === 'table' || (at.mode === 'keep' && !at.patterns.some(hasWildcard))) return false;
        break;
      case 'filter':
      case 'extend':
      case 'rename':
      case 'extract':
      case 'transform':
      case 'lookup':
      case 'bin':
      case 'fill':
      case 'display':
      case 'dedup':
      case 'window':
        break;
      default:
        return false;
    }
  }
  return false;
}
