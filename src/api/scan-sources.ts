import type { Batch, DatasetSource, DatasetView, EventSources, TimeRange } from '../exec/context.js';
import type { PlanNode } from '../plan/plan.js';
import type { Event } from '../values/event.js';
import type { Knowledge, ScannedEvent } from './knowledge.js';

/** Events of one pass over the input, in batches. */
export type ScanPass = AsyncIterable<readonly ScannedEvent[]>;

/** What a search wants a pass for, so that events may be left out which it would drop at once. */
export interface ScanWish {
  readonly kind: 'events' | 'dataset' | 'metrics';
  /** The node of the plan that reads; undefined where no node does. */
  readonly node?: PlanNode | undefined;
  /** The data set whose members are wanted. */
  readonly view?: DatasetView;
  /** Its name; undefined where it is all roots of a data model. */
  readonly dataset?: { readonly model: string; readonly name: string };
  /** Members keep the other fields of their events. */
  readonly raw?: boolean;
  /** The search writes names with the data set in front. */
  readonly prefixed?: boolean;
}

/**
 * Sources of one plan over passes of scanned events. `nextPass` gives the pass that all plans share first; a search that
 * reads its input again (a subsearch, `append`, `join`) gets further passes of its own.
 */
export function createScanSources(knowledge: Knowledge, nextPass: (wish: ScanWish) => ScanPass): EventSources {
  return {
    events: (range, node) =>
      mapPass(
        () => nextPass({ kind: 'events', node }),
        range,
        (scanned) => [scanned.event],
      ),
    dataset(model, name, node): DatasetSource | undefined {
      const view = knowledge.views.view(model, name);
      if (view === undefined) return undefined;
      const prefixed = node?.kind === 'dataset' && node.prefixed;
      return {
        rows: (range, raw) =>
          mapPass(
            () =>
              nextPass({
                kind: 'dataset',
                node,
                view,
                raw,
                prefixed,
                ...(name === undefined ? {} : { dataset: { model, name } }),
              }),
            range,
            (scanned) => view.members(scanned.event, raw),
          ),
        keyOf: (written) => view.keyOf(written),
        writtenName: (key) => view.writtenName(key),
      };
    },
    metrics: (range) =>
      mapPass(
        () => nextPass({ kind: 'metrics' }),
        range,
        (scanned) => (scanned.isMetric ? [scanned.event] : []),
      ),
  };
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
