import type { PlanObserver } from '../exec/plan-observer.js';
import type { PlanNode } from '../plan/plan.js';

/** Counts the rows that each node of a running plan gives. */
export class RowCounter implements PlanObserver {
  readonly #counts = new Map<PlanNode, number>();

  /** Rows seen behind a node; a node that was never pulled has none. */
  rowsOf(node: PlanNode): number {
    return this.#counts.get(node) ?? 0;
  }

  after: PlanObserver['after'] = (node, rows) => {
    const counts = this.#counts;
    return async function* (context) {
      for await (const batch of rows(context)) {
        counts.set(node, (counts.get(node) ?? 0) + batch.length);
        yield batch;
      }
    };
  };
}
