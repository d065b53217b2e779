import type { Event } from '../values/event.js';
import type { Batch, ExecContext } from './context.js';
import { collectRows } from './operator.js';
import { reportLimit } from './report-limit.js';

/** The rows of a subsearch, cut to a number the search gives or to the limit of the run, which is reported (spl-commands 9). */
export async function* cutRows(
  rows: AsyncIterable<Batch>,
  asked: number | undefined,
  command: string,
  context: ExecContext,
): AsyncIterable<Batch> {
  const limit = asked ?? context.limits.appendRows;
  let left = limit;
  for await (const batch of rows) {
    if (batch.length > left) {
      if (left > 0) yield batch.slice(0, left);
      if (asked === undefined) reportLimit(context, `The subsearch of ${command}`, 'appendRows');
      return;
    }
    left -= batch.length;
    yield batch;
  }
}

/** As `cutRows`, all of them. */
export async function limitedRows(
  rows: AsyncIterable<Batch>,
  asked: number | undefined,
  command: string,
  context: ExecContext,
): Promise<Event[]> {
  return collectRows(cutRows(rows, asked, command, context), context, `The subsearch of ${command}`);
}
