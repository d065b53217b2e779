import type { NodeOf } from '../../plan/plan.js';
import { scalarText } from '../../values/coerce.js';
import type { Event } from '../../values/event.js';
import { valuesOf } from '../../values/value.js';
import { LimitedRoom } from '../held-room.js';
import type { OperatorCompiler, Run } from '../operator.js';
import { reportLimit } from '../report-limit.js';

/** The values of the fields as one text; undefined when one is missing. Values of a multivalue count in their order. */
function combinationOf(event: Event, fields: readonly string[]): string | undefined {
  let key = '';
  for (const field of fields) {
    const value = event.get(field);
    if (value === null) return undefined;
    if (fields.length === 1 && typeof value !== 'object') return `=${scalarText(value)}`;
    const values = valuesOf(value);
    key += `${values.length}:`;
    for (const each of values) {
      const text = scalarText(each);
      key += `${text.length},${text}`;
    }
  }
  return key;
}

/** `dedup`: the first rows of each combination of values (spl-commands 5.2). */
export function compileDedup(node: NodeOf<'dedup'>, compiler: OperatorCompiler): Run {
  const input = compiler.compile(node.input);
  const { fields, count, consecutive } = node;
  return async function* (context) {
    const seen = new Map<string, number>();
    const room = new LimitedRoom(context, 'dedup');
    let previous: string | undefined;
    for await (const batch of input(context)) {
      const kept: Event[] = [];
      for (const event of batch) {
        const key = combinationOf(event, fields);
        if (key === undefined) {
          if (consecutive) seen.clear();
          if (node.keepEmpty) kept.push(event);
          continue;
        }
        if (consecutive && key !== previous) seen.clear();
        previous = key;
        const before = seen.get(key) ?? 0;
        if (before < count) {
          const isFull = before === 0 && seen.size >= context.limits.heldRows;
          if (isFull) reportLimit(context, 'dedup', 'heldRows');
          if (isFull || (before === 0 && !consecutive && !room.takeText(key))) {
            if (kept.length > 0) yield kept;
            return;
          }
          seen.set(key, before + 1);
          kept.push(event);
        } else if (node.keepEvents) {
          for (const field of fields) event.delete(field);
          kept.push(event);
        }
      }
      if (kept.length > 0) yield kept;
    }
  };
}
