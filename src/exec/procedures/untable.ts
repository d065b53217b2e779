import type { TableProcedure } from '../../plan/nodes/set.js';
import { Event } from '../../values/event.js';
import { mapBatches, type Run } from '../operator.js';

/** `untable`: one row per cell beside x; internal fields are no cells (spl-commands 4.8). */
export function compileUntable(procedure: TableProcedure & { readonly name: 'untable' }, input: Run): Run {
  const { x, series, value } = procedure;
  return mapBatches(input, (batch) =>
    batch.flatMap((row) =>
      row
        .fieldNames()
        .filter((name) => name !== x && !name.startsWith('_'))
        .map((name) =>
          Event.of([
            [x, row.get(x)],
            [series, name],
            [value, row.get(name)],
          ]),
        ),
    ),
  );
}
