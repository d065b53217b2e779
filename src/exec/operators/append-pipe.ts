import type { NodeOf } from '../../plan/plan.js';
import type { Event } from '../../values/event.js';
import { HeldSize } from '../held-size.js';
import { inBatches, type OperatorCompiler, type Run, reportLimit } from '../operator.js';

/** `append-pipe`: the rows as they come, then what the branch makes of copies of them (spl-commands 9.4). */
export function compileAppendPipe(node: NodeOf<'append-pipe'>, compiler: OperatorCompiler): Run {
  const input = compiler.compile(node.input);
  return async function* (context) {
    const held: Event[] = [];
    const { heldRows, heldValues } = context.limits;
    const size = new HeldSize();
    let full: 'heldRows' | 'heldValues' | undefined;
    for await (const batch of input(context)) {
      for (const event of batch) {
        if (full !== undefined) break;
        if (held.length === heldRows) full = 'heldRows';
        else if (size.add(event) > heldValues) full = 'heldValues';
        else held.push(event.copy());
      }
      yield batch;
    }
    if (full !== undefined) reportLimit(context, 'appendpipe', full, context.limits[full]);
    const branch = compiler.withBranchInput(() => inBatches(held)).compile(node.branch);
    yield* branch(context);
  };
}
