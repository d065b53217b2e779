import type { NodeOf } from '../../plan/plan.js';
import { FirstRows } from '../first-rows.js';
import { inBatches, type OperatorCompiler, type Run, reportLimit, rowsToHold } from '../operator.js';

/**
 * `sort`: rows in order of the keys; null is last in both directions, equal rows keep their order (spl-commands 5.1). No more rows are
 * held than the limit lets through, and as many again.
 */
export function compileSort(node: NodeOf<'sort'>, compiler: OperatorCompiler): Run {
  const keys = node.reversed ? node.keys.map((key) => ({ ...key, descending: !key.descending })) : node.keys;
  const input = compiler.compile(node.input);
  return async function* (context) {
    const { heldRows, sortRows } = context.limits;
    const limit = node.limit ?? sortRows;
    const cuts = limit > 0 && limit < heldRows;
    const first = new FirstRows(keys, cuts ? limit : heldRows);
    let count = 0;
    for await (const batch of cuts ? input(context) : rowsToHold(input(context), context, 'sort')) {
      count += batch.length;
      for (const event of batch) first.add(event);
    }
    if (cuts && count > limit && node.limit === undefined) reportLimit(context, 'sort', 'sortRows', limit);
    yield* inBatches(first.sorted());
  };
}
