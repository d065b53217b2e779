import type { PlanObserver } from '../exec/plan-observer.js';
import type { PlanNode } from '../plan/plan.js';
import type { FieldPresence } from './explanation.js';

/** Counts which of some fields the rows of a node have. */
export class FieldPresenceCounter implements PlanObserver {
  readonly #node: PlanNode;
  readonly #rows: Map<string, number>;

  constructor(node: PlanNode, fields: readonly string[]) {
    this.#node = node;
    this.#rows = new Map(fields.map((field) => [field, 0]));
  }

  after: PlanObserver['after'] = (node, rows) => {
    if (node !== this.#node) return rows;
    const counts = this.#rows;
    return async function* (context) {
      for await (const batch of rows(context)) {
        for (const event of batch)
          for (const [field, count] of counts) if (event.has(field)) counts.set(field, count + 1);
        yield batch;
      }
    };
  };

  result(): FieldPresence[] {
    return [...this.#rows].map(([name, rows]) => ({ name, rows }));
  }
}

/** The fields without which a row is left out by an operator. */
export function neededFields(node: PlanNode): readonly string[] {
  switch (node.kind) {
    case 'aggregate':
      return node.missingKey === undefined ? node.by.map((key) => key.field) : [];
    case 'dedup':
      return node.keepEmpty ? [] : node.fields;
    case 'join':
      return (node.keys ?? []).map((key) => key.left);
    default:
      return [];
  }
}
