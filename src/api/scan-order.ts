import type { DatasetView } from '../exec/context.js';
import type { SourceReads } from '../exec/rule-index/aggregated-fields.js';
import type { SearchExpression } from '../syntax/ast.js';
import { type Knowledge, type KnowledgeFiles, plainContext } from './knowledge.js';
import type { IndexedListener } from './listener-index.js';
import type { Settings } from './options.js';
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

/** What a row is asked for, as the keys of its data set. */
export interface RowKeys {
  readonly fields: readonly string[];
  /** Fields that are also asked for as they are written in the text of the event. */
  readonly written: readonly string[];
}

/**
 * A listener as an order. `reads`: all that the search asks of its rows; undefined where that may be anything.
 */
export function listenerOrder(
  { wish, conditions, context }: IndexedListener & { readonly wish: ScanWish },
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

function keysIn(view: DatasetView, { fields, written }: SourceReads): RowKeys {
  const keyOf = (field: string): string => view.keyOf(field);
  return { fields: [...new Set(fields.map(keyOf))], written: [...new Set(written.map(keyOf))] };
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
