import type { TimeWindow } from '../plan/nodes/source.js';
import { inputsOf, type PlanNode } from '../plan/plan.js';

/** The time window in the text of the search that the rows come from; undefined when they come from elsewhere. */
export function searchWindow(node: PlanNode): TimeWindow | undefined {
  if (node.kind === 'scan' || node.kind === 'dataset' || node.kind === 'metrics') return node.window;
  const [input] = inputsOf(node);
  return input === undefined ? undefined : searchWindow(input);
}
