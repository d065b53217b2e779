import type { PlanNode } from '../plan/plan.js';
import type { OperatorCompiler, Run } from './operator.js';

/**
 * Looks on while a plan runs: is asked once for every node that is made ready, and may put itself behind it. A plan that is
 * looked at runs every node by itself; nothing is skipped for speed.
 */
export interface PlanObserver {
  /** The rows that the next operator takes in place of those that the node gives; usually the same. */
  after(node: PlanNode, rows: Run, compiler: OperatorCompiler): Run;
}
