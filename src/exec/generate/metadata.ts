import type { GeneratedRows } from '../../plan/nodes/source.js';
import { scalarText, toNumber } from '../../values/coerce.js';
import { compareText } from '../../values/compare.js';
import { Event } from '../../values/event.js';
import { valuesOf } from '../../values/value.js';
import type { ExecContext } from '../context.js';
import { inBatches } from '../operator.js';
import { reportLimit } from '../report-limit.js';
import { compileIndexTest, indexOf } from './index-test.js';

interface Seen {
  count: number;
  first: number | null;
  last: number | null;
}

/** `metadata`: the hosts, sources or source types of the events, with their number and times (spl-commands 13). */
export async function* metadataRows(
  { type, indexes }: GeneratedRows & { readonly from: 'metadata' },
  context: ExecContext,
): AsyncIterable<readonly Event[]> {
  const isListed = compileIndexTest(indexes);
  const field = type.slice(0, -1);
  const seen = new Map<string, Seen>();
  let full = false;
  for await (const batch of context.sources.events(context.range)) {
    for (const event of batch) {
      if (!isListed(indexOf(event))) continue;
      const time = toNumber(event.get('_time'));
      for (const value of valuesOf(event.get(field))) {
        const name = scalarText(value);
        let entry = seen.get(name);
        if (entry === undefined) {
          if (seen.size >= context.limits.heldRows) {
            full = true;
            continue;
          }
          entry = { count: 0, first: null, last: null };
          seen.set(name, entry);
        }
        entry.count++;
        if (time === null) continue;
        if (entry.first === null || time < entry.first) entry.first = time;
        if (entry.last === null || time > entry.last) entry.last = time;
      }
    }
  }
  if (full) reportLimit(context, 'metadata', 'heldRows');
  const rows = [...seen]
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, { count, first, last }]) =>
      Event.of([
        [field, name],
        ['firstTime', first],
        ['lastTime', last],
        ['recentTime', last],
        ['totalCount', count],
        ['type', type],
      ]),
    );
  yield* inBatches(rows);
}
