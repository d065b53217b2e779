import type { NodeOf } from '../../plan/plan.js';
import type { Event } from '../../values/event.js';
import type { Scalar } from '../../values/value.js';
import { expandedRows } from '../expanded-rows.js';
import type { OperatorCompiler, Run } from '../operator.js';

/** `unnest`: a row per value; a row without the field goes (spl-commands 5.4). */
export function compileUnnest(node: NodeOf<'unnest'>, compiler: OperatorCompiler): Run {
  const { field, limit } = node;
  const input = compiler.compile(node.input);
  return (context) => expandedRows(input(context), expand, 'mvexpand', context);

  function expand(event: Event): Iterable<Event> {
    const value = event.get(field);
    if (value === null) return [];
    if (typeof value !== 'object') return [event];
    return rowsOf(event, value, limit === 0 ? value.length : Math.min(limit, value.length));
  }

  function* rowsOf(event: Event, values: readonly Scalar[], count: number): Iterable<Event> {
    for (let i = 0; i < count; i++) {
      // The event itself becomes the last row, so that one copy less is made.
      const row = i === count - 1 ? event : event.copy();
      row.set(field, values[i]!);
      yield row;
    }
  }
}
