import type { TableProcedure } from '../../plan/nodes/procedure.js';
import { Event } from '../../values/event.js';
import { expandedRows } from '../expanded-rows.js';
import type { Run } from '../operator.js';

/** `untable`: one row per cell beside x; internal fields are no cells (spl-commands 4.8). */
export function compileUntable(procedure: TableProcedure & { readonly name: 'untable' }, input: Run): Run {
  const { x, series, value } = procedure;
  return (context) => expandedRows(input(context), cellsOf, 'untable', context);

  function* cellsOf(row: Event): Iterable<Event> {
    for (const name of row.fieldNames()) {
      if (name === x || name.startsWith('_')) continue;
      yield Event.of([
        [x, row.get(x)],
        [series, name],
        [value, row.get(name)],
      ]);
    }
  }
}
