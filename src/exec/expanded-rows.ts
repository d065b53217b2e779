import type { Event } from '../values/event.js';
import type { Batch, ExecContext } from './context.js';
import { batchSize } from './operator.js';
import { reportLimit } from './report-limit.js';

/**
 * Rows of which each becomes none, one or many, in batches of the usual size however many one becomes. What a command
 * may add to the rows it is given is limited, so that a few that multiply do not run for ever.
 */
export async function* expandedRows(
  rows: AsyncIterable<Batch>,
  expand: (event: Event) => Iterable<Event>,
  what: string,
  context: ExecContext,
): AsyncIterable<Batch> {
  const { addedRows } = context.limits;
  let left = addedRows;
  let made: Event[] = [];
  for await (const batch of rows) {
    for (const event of batch) {
      left++;
      for (const row of expand(event)) {
        if (left-- === 0) {
          yield made;
          reportLimit(context, `The rows that ${what} adds`, 'addedRows');
          return;
        }
        made.push(row);
        if (made.length === batchSize) {
          yield made;
          made = [];
        }
      }
      // A row that goes makes no room for others.
      left = Math.min(left, addedRows);
    }
    if (made.length > 0) yield made;
    made = [];
  }
}
