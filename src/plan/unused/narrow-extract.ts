import { hasWildcard } from '../../values/wildcard.js';
import { andNames, asksFor, everyField, type FieldDemand } from '../fields/field-demand.js';
import { extractFlow } from '../fields/flow-of-extract.js';
import { emptyShape } from '../fields/row-shape.js';
import type { NodeOf } from '../plan.js';
import { gone, kept, type Narrowed } from './narrowing.js';

/** An extraction goes that makes nothing asked for and never has anything to say, as one with a regular expression may. */
export function narrowExtract(node: NodeOf<'extract'>, wanted: FieldDemand): Narrowed {
  const { output, reads } = extractFlow(node, emptyShape);
  if (isSilent(node) && ![...output.fields.keys()].some((name) => asksFor(wanted, name))) return gone(wanted);
  if (node.method.name === 'addtotals' || node.method.name === 'tojson') return kept(node, everyField);
  const names = reads.map(({ name }) => name);
  return kept(node, names.some(hasWildcard) ? everyField : andNames(wanted, names));
}

/** Whether it makes fields of known names only, without a word. */
function isSilent({ method }: NodeOf<'extract'>): boolean {
  switch (method.name) {
    case 'addinfo':
    case 'rangemap':
    case 'reltime':
      return true;
    default:
      return false;
  }
}
