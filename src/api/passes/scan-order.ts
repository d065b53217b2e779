import type { DatasetView } from '../../exec/context.js';
import { plainContext } from '../../exec/plain-environment.js';
import type { MergedReads, SourceReads } from '../../exec/rule-index/aggregated-fields.js';
import type { SearchExpression } from '../../syntax/ast.js';
import type { Knowledge, KnowledgeFiles } from '../knowledge.js';
import type { Settings } from '../options.js';
import type { IndexedListener, WishingListener } from './listener-index.js';
import type { ScanWish } from './scan-sources.js';

/** What a thread has to know to find the rows of listeners by itself. Plain data. */
export interface ScanOrder {
  readonly files: KnowledgeFiles;
  readonly settings: Settings;
  readonly listeners: readonly ListenerOrder[];
}

/** One listener. Plain data. */
export interface ListenerOrder extends Pick<IndexedListener, 'conditions'> {
  readonly wish: Pick<ScanWish, 'kind' | 'range' | 'dataset' | 'raw' | 'prefixed'>;
  readonly conditions: readonly SearchExpression[];
  readonly context: Pick<Settings, 'now' | 'timeZone' | 'limits' | 'semantics'>;
  /** All that is asked of its rows; undefined: they can be asked for anything. */
  readonly keys: RowKeys | undefined;
}

/** What rows are asked for ({@link SourceReads}), as the keys of their data set. */
export interface RowKeys {
  readonly fields: readonly string[];
  readonly written: readonly string[];
  readonly merged?: MergedReads;
}

/**
 * A listener as an order. `reads`: all that the search asks of its rows; undefined where that may be anything.
 */
export function listenerOrder(
  { wish, conditions, context }: WishingListener,
  reads: SourceReads | undefined,
): ListenerOrder {
  const { kind, range, dataset, raw = false, prefixed = false, view } = wish;
  const { now, timeZone, limits, semantics } = context;
  return {
    wish: { kind, range, raw, prefixed, ...(dataset === undefined ? {} : { dataset }) },
    conditions,
    context: { now, timeZone, limits, semantics },
    keys: prefixed && view !== undefined && reads !== undefined ? keysIn(view, reads) : reads,
  };
}

/** What is asked of rows each of which counts by itself. */
export function unmerged({ fields, written, merged }: SourceReads): SourceReads {
  return { fields: [...new Set([...fields, ...(merged?.extremes ?? []), ...(merged?.distinct ?? [])])], written };
}

/** A field may be asked for under several names. */
function keysIn(view: DatasetView, { fields, written, merged }: SourceReads): RowKeys {
  const keysOf = (names: readonly string[]): Set<string> => new Set(names.map((name) => view.keyOf(name)));
  const alike = keysOf(fields);
  const keys = { fields: [...alike], written: [...keysOf(written)] };
  if (merged === undefined) return keys;
  const distinct = keysOf(merged.distinct);
  return {
    ...keys,
    merged: {
      extremes: [...keysOf(merged.extremes)].filter((key) => !alike.has(key) && !distinct.has(key)),
      distinct: [...distinct].filter((key) => !alike.has(key)),
    },
  };
}

/** A listener made of an order, over the data sets of some knowledge. */
export function orderedListener({ wish, conditions, context }: ListenerOrder, knowledge: Knowledge): IndexedListener {
  const { dataset } = wish;
  const view = dataset === undefined ? undefined : knowledge.views.view(dataset.model, dataset.name);
  return {
    wish: { ...wish, ...(view === undefined ? {} : { view }) },
    conditions,
    context: plainContext(context),
  };
}
