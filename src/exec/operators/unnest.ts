import type { NodeOf } from '../../plan/plan.js';
import type { Event } from '../../values/event.js';
import { mapBatches, type OperatorCompiler, type Run } from '../operator.js';

/** `unnest`: a row per value; a row without the field goes (spl-commands 5.4). */
export function compileUnnest(node: NodeOf<'unnest'>, compiler: OperatorCompiler): Run {
  const { field, limit } = node;
  return mapBatches(compiler.compile(node.input), (batch) => {
    const rows: Event[] = [];
    for (const event of batch) {
      const value = event.get(field);
      if (value === null) continue;
      if (typeof value !== 'object') {
        rows.push(event);
        continue;
      }
      const count = limit === 0 ? value.length : Math.min(limit, value.length);
      for (let i = 0; i < count; i++) {
        // The event itself becomes the last row, so that one copy less is made.
        const row = i === count - 1 ? event : event.copy();
        row.set(field, value[i]!);
        rows.push(row);
      }
    }
    return rows;
  });
}
