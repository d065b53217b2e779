import type { NodeOf } from '../../plan/plan.js';
import { scalarText } from '../../values/coerce.js';
import type { Event } from '../../values/event.js';
import { valuesOf } from '../../values/value.js';
import type { Batch, ExecContext } from '../context.js';
import { LimitedRoom } from '../held-room.js';
import { HeldLimit } from '../held-size.js';
import { inBatches, type OperatorCompiler, type Run } from '../operator.js';
import { reportLimit } from '../report-limit.js';

/** A row as one text: rows are equal when all their fields are, internal ones included. */
function rowText(event: Event): string {
  const cells = event
    .fieldNames()
    .sort()
    .map((field) => [field, valuesOf(event.get(field)).map(scalarText)]);
  return JSON.stringify(cells);
}

/** The different rows of one side, each under its text. */
async function distinctRows(rows: AsyncIterable<Batch>, context: ExecContext): Promise<Map<string, Event>> {
  const found = new Map<string, Event>();
  const held = new HeldLimit(context.limits);
  const room = new LimitedRoom(context, 'A side of set');
  let left = context.limits.setRows;
  for await (const batch of rows) {
    for (const event of batch) {
      if (left-- <= 0) {
        reportLimit(context, 'A side of set', 'setRows');
        return found;
      }
      const text = rowText(event);
      if (found.has(text)) continue;
      if (!held.takes(event)) {
        reportLimit(context, 'A side of set', held.full!);
        return found;
      }
      if (!room.takeText(text)) return found;
      found.set(text, event);
    }
  }
  return found;
}

/** `set-operation`: rows of either side, of both, or of exactly one (spl-commands 9.4). */
export function compileSetOperation(node: NodeOf<'set-operation'>, compiler: OperatorCompiler): Run {
  const left = compiler.compile(node.left);
  const right = compiler.compile(node.right);
  return async function* (context) {
    const first = await distinctRows(left(context), context);
    const second = await distinctRows(right(context), context);
    const only = (rows: Map<string, Event>, other: Map<string, Event>, both: boolean): Event[] =>
      [...rows].filter(([text]) => other.has(text) === both).map(([, event]) => event);
    switch (node.operation) {
      case 'union':
        yield* inBatches([...first.values(), ...only(second, first, false)]);
        return;
      case 'intersect':
        yield* inBatches(only(first, second, true));
        return;
      case 'diff':
        yield* inBatches([...only(first, second, false), ...only(second, first, false)]);
    }
  };
}
