import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { EvalContext } from '../functions/context.js';
import type { Plan } from '../plan/plan.js';
import type { Event } from '../values/event.js';
import type { LookupSource } from './lookup-source.js';

/** Events travel in batches, so that one await pays for many. An operator owns the events of a batch it receives. */
export type Batch = readonly Event[];

/** A time range in epoch seconds: earliest included, latest not. */
export interface TimeRange {
  readonly earliest: number;
  readonly latest: number;
}

/** Where rows come from; given by whoever runs the search. */
export interface EventSources {
  /** The events inside the range; every call gives events of its own. */
  events(range: TimeRange): AsyncIterable<Batch>;
  /** The events of a data set with its fields, unprefixed; undefined when there is no such data set. */
  dataset(model: string, dataset: string | undefined, range: TimeRange): AsyncIterable<DatasetEvent[]> | undefined;
  /** Metric data points: `metric_name`, `_value`, dimensions. */
  metrics(range: TimeRange): AsyncIterable<Batch>;
}

/** An event as a member of a data set, with the lineage of the field names that are its own: `Processes`. */
export interface DatasetEvent {
  readonly event: Event;
  /** `All_Changes.Instance_Changes` for a field declared there, or undefined for a field the model does not know. */
  lineageOf(field: string): string | undefined;
}

/** Everything a run may look at. One per run of a plan; subsearches share it. */
export interface ExecContext extends EvalContext {
  readonly sources: EventSources;
  readonly lookups: LookupSource;
  /** The time range the run was asked for; a search text may narrow it. */
  readonly range: TimeRange;
  /** Something a user should know: a limit that was reached, a table that is missing. */
  report(diagnostic: Diagnostic): void;
  /** Makes search text from inside a running search ready (`map`, `foreach`, subsearch results). */
  compileText(text: string, start: 'search' | 'branch'): Plan | undefined;
  /** Where outputlookup and collect may write; undefined: nowhere. */
  readonly writer: RowWriter | undefined;
}

/** Takes rows that a search writes, at places the user has named. */
export interface RowWriter {
  write(target: { readonly kind: 'lookup' | 'csv' | 'index'; readonly name: string }, rows: readonly Event[], append: boolean): Promise<void>;
}
