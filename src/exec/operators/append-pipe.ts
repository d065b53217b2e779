import type { NodeOf } from '../../plan/plan.js';
import type { Event } from '../../values/event.js';
import { HeldLimit } from '../held-size.js';
import { inBatches, type OperatorCompiler, type Run } from '../operator.js';
import { reportLimit } from '../report-limit.js';

/** `append-pipe`: the rows as they come, then what the branch makes of copies of them (spl-commands 9.4). */
export function compileAppendPipe(node: NodeOf<'append-pipe'>, compiler: OperatorCompiler): Run {
  const input = compiler.compile(node.input);
  return async function* (context) {
    const held: Event[] = [];
    const limit = new HeldLimit(context.limits);
    for await (const batch of input(context)) {
      for (const event of batch) {
        if (!limit.takes(event)) break;
        held.push(event.copy());
      }
      yield batch;
    }
    const { full } = limit;
    if (full !== undefined) reportLimit(context, 'appendpipe', full);
    const branch = compiler.withBranchInput(() => inBatches(held)).compile(node.branch);
    yield* branch(context);
  };
}
