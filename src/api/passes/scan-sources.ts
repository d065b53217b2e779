import type {
  Batch,
  DatasetSource,
  DatasetView,
  DatasetViews,
  EventSources,
  ExecContext,
  TimeRange,
} from '../../exec/context.js';
import { isInside } from '../../exec/inside-range.js';
import { rangeOf } from '../../exec/operators/scan.js';
import type { SourceNode } from '../../plan/plan.js';
import type { Event } from '../../values/event.js';
import type { Knowledge, ScannedEvent } from '../knowledge.js';

/** Events of one pass over the input, in batches. */
export type ScanPass = AsyncIterable<readonly ScannedEvent[]>;

/** The rows that a search wants of a pass. */
export interface ScanWish {
  readonly kind: 'events' | 'dataset' | 'metrics';
  readonly range: TimeRange;
  /** The node of the plan that reads; undefined where no node does. */
  readonly node?: SourceNode | undefined;
  /** The data set whose members are wanted. */
  readonly view?: DatasetView;
  /** Its name; that of the data model alone where it is all roots of that. */
  readonly dataset?: { readonly model: string; readonly name: string | undefined };
  /** Members keep the other fields of their events. */
  readonly raw?: boolean;
  /** The search writes names with the data set in front. */
  readonly prefixed?: boolean;
}

/**
 * Sources of one plan over passes of rows. `nextPass` gives the pass that all plans share first; a search that reads its input
 * again (a subsearch, `append`, `join`) gets further passes of its own.
 */
export function createRowSources(
  views: DatasetViews,
  nextPass: (wish: ScanWish) => AsyncIterable<Batch>,
): EventSources {
  return {
    events: (range, node) => nextPass({ kind: 'events', range, node }),
    dataset(model, name, node): DatasetSource | undefined {
      const view = views.view(model, name);
      if (view === undefined) return undefined;
      const prefixed = node?.prefixed === true;
      return {
        rows: (range, raw) => nextPass({ kind: 'dataset', range, node, view, raw, prefixed, dataset: { model, name } }),
        keyOf: (written) => view.keyOf(written),
        writtenName: (key) => view.writtenName(key),
      };
    },
    metrics: (range, node) => nextPass({ kind: 'metrics', range, node }),
  };
}

/** What a source of a plan is going to ask a pass for; undefined for one that asks for nothing. */
export function wishOf(node: SourceNode, views: DatasetViews, context: ExecContext): ScanWish | undefined {
  const range = rangeOf(node.window, context);
  if (node.kind === 'scan') return { kind: 'events', range, node };
  if (node.kind === 'metrics') return { kind: 'metrics', range, node };
  const { model, dataset: name, raw, prefixed } = node;
  const view = views.view(model, name);
  return view && { kind: 'dataset', range, node, view, raw, prefixed, dataset: { model, name } };
}

/** The same over passes of events, all of which are looked at. */
export function createScanSources(knowledge: Knowledge, nextPass: () => ScanPass): EventSources {
  return createRowSources(knowledge.views, async function* (wish) {
    for await (const batch of nextPass()) {
      const rows = batch.flatMap((scanned) => (isInside(scanned.raw.time, wish.range) ? rowsOf(scanned, wish) : []));
      if (rows.length > 0) yield rows;
    }
  });
}

function rowsOf(scanned: ScannedEvent, { kind, view, raw = false }: ScanWish): readonly Event[] {
  if (kind === 'metrics') return scanned.isMetric ? [scanned.event] : [];
  return view === undefined ? [scanned.event] : view.members(scanned.event, raw);
}
