import type { GeneratedRows } from '../../plan/nodes/source.js';
import { compareText } from '../../values/compare.js';
import { Event } from '../../values/event.js';
import type { ExecContext } from '../context.js';
import { compileIndexTest, indexOf } from './index-test.js';

/** `eventcount`: how many events there are, in all or per index (spl-commands 13). */
export async function* countEvents(
  rows: GeneratedRows & { readonly from: 'eventcount' },
  context: ExecContext,
): AsyncIterable<readonly Event[]> {
  const isCounted = compileIndexTest(rows.indexes);
  const counts = new Map<string, number>();
  for await (const batch of context.sources.events({ earliest: -Infinity, latest: Infinity })) {
    for (const event of batch) {
      const index = indexOf(event);
      if (!isCounted(index)) continue;
      counts.set(index, (counts.get(index) ?? 0) + 1);
    }
  }
  if (rows.summarize) {
    yield [Event.of([['count', [...counts.values()].reduce((sum, count) => sum + count, 0)]])];
    return;
  }
  const sorted = [...counts].sort(([a], [b]) => compareText(a, b));
  if (sorted.length > 0) {
    yield sorted.map(([index, count]) =>
      Event.of([
        ['count', count],
        ['index', index],
      ]),
    );
  }
}
