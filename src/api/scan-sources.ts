import type { Batch, DatasetSource, DatasetView, EventSources, TimeRange } from '../exec/context.js';
import type { Event } from '../values/event.js';
import type { Knowledge, ScannedEvent } from './knowledge.js';

/** Events of one pass over the input, in batches. */
export type ScanPass = AsyncIterable<readonly ScannedEvent[]>;

/**
 * Sources of one plan over passes of scanned events. `nextPass` gives the pass that all plans share first; a search that
 * reads its input again (a subsearch, `append`, `join`) gets further passes of its own.
 */
export function createScanSources(knowledge: Knowledge, nextPass: () => ScanPass): EventSources {
  return {
    events: (range) => mapPass(nextPass, range, (scanned) => [scanned.event]),
    dataset(model, name): DatasetSource | undefined {
      const view = knowledge.views.view(model, name);
      return view === undefined ? undefined : datasetSource(view, nextPass);
    },
    metrics: (range) => mapPass(nextPass, range, ({ event }) => (isMetric(event) ? [event] : [])),
  };
}

function isMetric(event: Event): boolean {
  return event.has('metric_name') || event.fieldNames().some((name) => name.startsWith('metric_name:'));
}

async function* mapPass(
  nextPass: () => ScanPass,
  range: TimeRange,
  rowsOf: (scanned: ScannedEvent) => readonly Event[],
): AsyncIterable<Batch> {
  for await (const batch of nextPass()) {
    const rows: Event[] = [];
    for (const scanned of batch) {
      const { time } = scanned.raw;
      // An event without a time is in every range: leaving it out would lose it silently.
      if (time !== undefined && (time < range.earliest || time >= range.latest)) continue;
      for (const row of rowsOf(scanned)) rows.push(row);
    }
    if (rows.length > 0) yield rows;
  }
}

function datasetSource(view: DatasetView, nextPass: () => ScanPass): DatasetSource {
  return {
    rows: (range, raw) => mapPass(nextPass, range, (scanned) => view.members(scanned.event, raw)),
    keyOf: (written) => view.keyOf(written),
    writtenName: (key) => view.writtenName(key),
  };
}
