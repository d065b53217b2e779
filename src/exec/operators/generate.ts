import { inlineRows } from '../../content/inline-rows.js';
import { diagnostic } from '../../diagnostics/diagnostic.js';
import type { GeneratedRows } from '../../plan/nodes/source.js';
import type { NodeOf } from '../../plan/plan.js';
import { Event } from '../../values/event.js';
import type { Value } from '../../values/value.js';
import type { RowTest } from '../compile-search.js';
import type { ExecContext } from '../context.js';
import { countEvents } from '../generate/event-count.js';
import { generateTimes } from '../generate/gentimes.js';
import { metadataRows } from '../generate/metadata.js';
import { rowEvent } from '../lookups/table-view.js';
import { batchSize, inBatches, type OperatorCompiler, type Run } from '../operator.js';
import { reportLimit } from '../report-limit.js';

type Generated<N extends GeneratedRows['from']> = GeneratedRows & { readonly from: N };

/** `generate`: rows that come from no event. */
export function compileGenerate(node: NodeOf<'generate'>, compiler: OperatorCompiler): Run {
  const { rows } = node;
  switch (rows.from) {
    case 'makeresults':
      return (context) => makeResults(rows, context);
    case 'literal':
      return () => inBatches(literalRows(rows));
    case 'inline':
      return (context) => inBatches(inlineRows(rows.format, rows.data, context.now));
    case 'gentimes':
      return (context) => generateTimes(rows, context);
    case 'lookup': {
      const where = rows.where === undefined ? undefined : compiler.searchTerms(rows.where);
      return (context) => tableRows(rows, where, context);
    }
    case 'metadata':
      return (context) => metadataRows(rows, context);
    case 'eventcount':
      return (context) => countEvents(rows, context);
  }
}

async function* makeResults(
  { count, annotate }: Generated<'makeresults'>,
  context: ExecContext,
): AsyncIterable<Event[]> {
  const time = Math.floor(context.now);
  const limit = context.limits.heldRows;
  let left = Math.min(count, limit);
  while (left > 0) {
    const batch: Event[] = [];
    for (; batch.length < batchSize && left > 0; left--) {
      const cells: [string, Value][] = [['_time', time]];
      if (annotate) cells.push(['splunk_server', 'local']);
      batch.push(Event.of(cells));
    }
    yield batch;
  }
  if (count > limit) reportLimit(context, 'makeresults', 'heldRows');
}

function literalRows({ columns, cells }: Generated<'literal'>): Event[] {
  return cells.map((row) => Event.of(columns.map((name, index) => [name, row[index] ?? null] as const)));
}

/** Rows of a table in its own order (spl-commands 8.3). */
async function* tableRows(
  rows: Generated<'lookup'>,
  where: RowTest | undefined,
  context: ExecContext,
): AsyncIterable<Event[]> {
  const table = await findTable(rows, context);
  if (table === undefined) {
    // The check before the run has refused an unknown table, except where a missing file is allowed.
    if (rows.strict || !rows.file) context.report(diagnostic('unknown-lookup', { table: rows.table }));
    else context.note(`There is no file \`${rows.table}\`; it gives no rows.`);
    return;
  }
  let batch: Event[] = [];
  let given = 0;
  let index = 0;
  for (const row of table.rows) {
    if (given >= rows.max) break;
    if (index++ < rows.start) continue;
    const event = rowEvent(table.fields, row);
    if (where !== undefined && !where(event, context)) continue;
    given++;
    batch.push(event);
    if (batch.length === batchSize) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/** `inputcsv` leaves the ending of the file name out. */
async function findTable(rows: Generated<'lookup'>, context: ExecContext) {
  const found = await context.lookups.table(rows.table);
  return found ?? (rows.file ? await context.lookups.table(`${rows.table}.csv`) : undefined);
}
