import type { NodeOf } from '../../plan/plan.js';
import { limitedRows } from '../limited-rows.js';
import { inBatches, type OperatorCompiler, type Run } from '../operator.js';

/** `append-columns`: row i of the subsearch merged into row i; surplus rows stand alone (spl-commands 9.4). */
export function compileAppendColumns(node: NodeOf<'append-columns'>, compiler: OperatorCompiler): Run {
  const input = compiler.compile(node.input);
  const right = compiler.compile(node.right);
  return async function* (context) {
    const added = await limitedRows(right(context), node.maxRows, 'appendcols', context);
    for (const row of added) for (const field of row.fieldNames()) if (field.startsWith('_')) row.delete(field);
    let next = 0;
    for await (const batch of input(context)) {
      for (const event of batch) {
        const row = added[next++];
        if (row === undefined) continue;
        for (const field of row.fieldNames()) if (node.override || !event.has(field)) event.set(field, row.get(field));
      }
      yield batch;
    }
    yield* inBatches(added.slice(next));
  };
}
