import type { TimeWindow } from '../plan/nodes/source.js';
import { inputsOf, isSource, type PlanNode } from '../plan/plan.js';

/** The time window in the text of the search that the rows come from; undefined when they come from elsewhere. */
export function searchWindow(node: PlanNode): TimeWindow | undefined {
  if (isSource(node)) return node.window;
  const [input] = inputsOf(node);
  return input === undefined ? undefined : searchWindow(input);
}
