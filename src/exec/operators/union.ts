import type { NodeOf } from '../../plan/plan.js';
import { toNumber } from '../../values/coerce.js';
import type { Event } from '../../values/event.js';
import { cutRows } from '../limited-rows.js';
import { type OperatorCompiler, type Run, wholeTable } from '../operator.js';

/** `union`: several inputs, one after the other or by time (spl-commands 9.4). */
export function compileUnion(node: NodeOf<'union'>, compiler: OperatorCompiler): Run {
  const inputs = node.inputs.map((input) => compiler.compile(input));
  const append: Run = async function* (context) {
    for (const [index, input] of inputs.entries()) {
      yield* index === 0 && node.firstIsCut !== true
        ? input(context)
        : cutRows(input(context), node.maxRows, 'append', context);
    }
  };
  return node.order === 'append' ? append : wholeTable(append, 'union', newestFirst);
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
