import type { NodeOf } from '../../plan/plan.js';
import type { Event } from '../../values/event.js';
import { inBatches, type OperatorCompiler, type Run, reportLimit } from '../operator.js';

/** `append-pipe`: the rows as they come, then what the branch makes of copies of them (spl-commands 9.4). */
export function compileAppendPipe(node: NodeOf<'append-pipe'>, compiler: OperatorCompiler): Run {
  const input = compiler.compile(node.input);
  return async function* (context) {
    const held: Event[] = [];
    const limit = context.limits.heldRows;
    let full = false;
    for await (const batch of input(context)) {
      for (const event of batch) {
        if (held.length < limit) held.push(event.copy());
        else full = true;
      }
      yield batch;
    }
    if (full) reportLimit(context, 'appendpipe', 'heldRows', limit);
    const branch = compiler.withBranchInput(() => inBatches(held)).compile(node.branch);
    yield* branch(context);
  };
}
