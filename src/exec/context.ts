import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { EvalContext } from '../functions/context.js';
import type { NodeOf, Plan, PlanNode } from '../plan/plan.js';
import type { Regex } from '../regex/regex.js';
import type { Event } from '../values/event.js';
import type { GeoSource } from './geo-source.js';
import type { SharedTexts } from './groups/text-numbers.js';
import type { RunLookups } from './lookups/lookup-source.js';

/** Events travel in batches, so that one await pays for many. An operator owns the events of a batch it receives. */
export type Batch = readonly Event[];

/** A time range in epoch seconds: earliest included, latest not. */
export interface TimeRange {
  readonly earliest: number;
  readonly latest: number;
}

/** Where rows come from; given by whoever runs the search. */
export interface EventSources {
  /**
   * The events inside the range; every call gives events of its own. Where a node of the plan is named, those may be left out
   * that the search conditions directly behind it leave out.
   */
  events(range: TimeRange, node?: NodeOf<'scan'>): AsyncIterable<Batch>;
  /** A data set, or without a name all root data sets of the model; undefined when there is no such data set. */
  dataset(model: string, dataset: string | undefined, node?: NodeOf<'dataset'>): DatasetSource | undefined;
  /** Which filters behind the sources need not test their rows any more; undefined: none. */
  readonly filters?: TestedFilters;
  /** Metric data points: `metric_name`, `_value`, dimensions. */
  metrics(range: TimeRange, node?: NodeOf<'metrics'>): AsyncIterable<Batch>;
}

/** The filters of plans whose conditions whoever gives the rows has tested: only rows that fit are given. */
export interface TestedFilters {
  isTested(filter: PlanNode): boolean;
  /** Is told of a plan that is made while the search runs and is going to be run; gives what is called when it has run. */
  include(plan: Plan): () => void;
}

/**
 * The events of a data set of a data model, with its defaults and calculations applied (spl-commands 11). Rows answer to
 * short keys; `keyOf` finds the key of a name once, so that no row pays for the prefixes that searches write.
 */
export interface DatasetSource {
  /** The members inside the range; every call gives rows of its own. `raw`: with the other fields of their events. */
  rows(range: TimeRange, raw: boolean): AsyncIterable<Batch>;
  /** The key of a field as a search writes it: `Processes.user`, in any letter case of the prefix, is `user`. */
  keyOf(written: string): string;
  /** A key as searches write it: `Processes.user`. */
  writtenName(key: string): string;
}

/** Which data sets there are and what belongs to them; the knowledge of the data models, given to the sources. */
export interface DatasetViews {
  view(model: string, dataset: string | undefined): DatasetView | undefined;
  /** Every data set there is, by the names its data model gives. */
  names(): readonly { readonly model: string; readonly dataset: string }[];
  /** The names of a data set as its data model gives them; searches may write them in any letter case. */
  properName(
    model: string,
    dataset: string | undefined,
  ): { readonly model: string; readonly dataset: string | undefined };
}

/** A data set as a view of single events. */
export interface DatasetView extends Pick<DatasetSource, 'keyOf' | 'writtenName'> {
  /** The event as rows of the data set; none when it is no member. `raw`: with the other fields of the event. */
  members(event: Event, raw: boolean): readonly Event[];
  /** The same, row by row. */
  eachMember(event: Event, wish: MemberWish, take: (row: Event) => void): void;
  /** Whether an event can be a member that has no tags but these and does not say itself where it belongs. */
  mayHold(tags: ReadonlySet<string>): boolean;
}

/** How an event is looked at as rows of a data set. */
export interface MemberWish {
  /** Rows have the other fields of the event. */
  readonly raw: boolean;
  /** The event is known to be a member. */
  readonly isMember: boolean;
}

/** Everything a run may look at. One per run of a plan; subsearches share it. */
export interface ExecContext extends EvalContext {
  readonly sources: EventSources;
  /** The tables of the run; what it writes is seen by what comes later in it. */
  readonly lookups: RunLookups;
  /** Numbers of the texts by which rows are grouped. */
  readonly groupTexts: SharedTexts;
  /** The time range the run was asked for; a search text may narrow it. */
  readonly range: TimeRange;
  /** Something a user should know: a limit that was reached, a table that is missing. */
  report(diagnostic: Diagnostic): void;
  /** Makes search text from inside a running search ready (`map`, `foreach`); `report` hears what is wrong with it instead of the run. */
  compileText(text: string, start: 'search' | 'branch', report?: (diagnostic: Diagnostic) => void): Plan | undefined;
  /** Where addresses are (`iplocation`); without it the command adds nothing and says so. */
  readonly geo?: GeoSource;
  /** Takes a regular expression of the search and gives one that is timed; undefined: none is. */
  readonly measured?: (regex: Regex) => Regex;
  /** Where outputlookup and collect may write; undefined: nowhere. */
  readonly writer: RowWriter | undefined;
}

/** Takes rows that a search writes, at places the user has named. */
export interface RowWriter {
  write(
    target: { readonly kind: 'lookup' | 'csv' | 'index'; readonly name: string },
    rows: readonly Event[],
    append: boolean,
  ): Promise<void>;
}
