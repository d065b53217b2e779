import type { NodeOf } from '../../plan/plan.js';
import { toNumber } from '../../values/coerce.js';
import type { Event } from '../../values/event.js';
import { cutRows } from '../limited-rows.js';
import { collectRows, inBatches, type OperatorCompiler, type Run } from '../operator.js';

/** `union`: several inputs, one after the other or by time (spl-commands 9.4). */
export function compileUnion(node: NodeOf<'union'>, compiler: OperatorCompiler): Run {
  const inputs = node.inputs.map((input) => compiler.compile(input));
  const append: Run = async function* (context) {
    for (const [index, input] of inputs.entries()) {
      yield* index === 0 ? input(context) : cutRows(input(context), node.maxRows, 'append', context);
    }
  };
  if (node.order === 'append') return append;
  return async function* (context) {
    const rows = await collectRows(append(context), context, 'union');
    yield* inBatches(newestFirst(rows));
  };
}

/** Events newest first; rows without a time are results, which stay behind them in their order. */
function newestFirst(rows: readonly Event[]): Event[] {
  const timed = rows.map((event) => ({ event, time: toNumber(event.get('_time')) }));
  timed.sort((a, b) => {
    if (a.time === null || b.time === null) return a.time === b.time ? 0 : a.time === null ? 1 : -1;
    return b.time - a.time;
  });
  return timed.map(({ event }) => event);
}
