import type { DatasetView, TimeRange } from '../../exec/context.js';
import { isInside } from '../../exec/inside-range.js';
import { ConditionIndex, type IndexedCondition } from '../../exec/rule-index/condition-index.js';
import type { EvalContext } from '../../functions/context.js';
import type { SearchExpression } from '../../syntax/ast.js';
import type { Event } from '../../values/event.js';
import type { Knowledge, ScannedEvent } from '../knowledge.js';
import { type ConcernedGroup, KindGroups, type ReadyGroup } from './kind-groups.js';
import type { ScanWish } from './scan-sources.js';

/** What the index has to know of a listener. */
export interface IndexedListener {
  readonly wish: Pick<ScanWish, 'kind' | 'range' | 'view' | 'raw' | 'prefixed'>;
  /** The conditions directly behind its source; all must hold. */
  readonly conditions: readonly SearchExpression[];
  readonly context: EvalContext;
}

/** The same with all that it wished for. */
export interface WishingListener extends IndexedListener {
  readonly wish: ScanWish;
}

/** Takes a row for the listener at a place of the list. `given`: another listener was given it, so that whoever keeps it copies it. */
export type RowTaker = (place: number, row: Event, given: boolean) => void;

/** Listeners whose conditions are about the same rows. */
interface Group {
  /** Undefined: the events themselves. */
  readonly view: DatasetView | undefined;
  readonly raw: boolean;
  readonly places: number[];
  readonly conditions: IndexedCondition[];
}

/**
 * Gives the events of a pass, as rows, for the listeners whose first conditions they fit (design decision 8). An event is made a
 * row of a data set once, however many searches ask; what a kind of events cannot concern is not looked at for any of them.
 */
export class ListenerIndex {
  readonly #ranges: readonly TimeRange[];
  readonly #take: RowTaker;
  /** Listeners that want every event. */
  readonly #everything: number[] = [];
  /** Listeners that want data points of metrics. */
  readonly #metrics: number[] = [];
  readonly #groups: readonly ReadyGroup[];
  readonly #kinds: KindGroups;
  readonly #numbers: ReadonlyMap<number, { readonly conditions: ConditionIndex; readonly number: number }>;

  /** The time of the event that is looked at, and the group for which it is. */
  #time: number | undefined;
  #concerned: ConcernedGroup | undefined;

  /** `take` is given the rows. `serves`: which listeners are served; default: all. */
  constructor(
    listeners: readonly IndexedListener[],
    knowledge: Knowledge,
    take: RowTaker,
    serves: (place: number) => boolean = () => true,
  ) {
    this.#take = take;
    this.#ranges = listeners.map(({ wish }) => wish.range);
    const groups: Group[] = [];
    listeners.forEach(({ wish, conditions: expressions, context }, place) => {
      if (!serves(place)) return;
      const { view, raw = false } = wish;
      if (wish.kind === 'metrics') {
        this.#metrics.push(place);
        return;
      }
      if (view === undefined && expressions.length === 0) {
        this.#everything.push(place);
        return;
      }
      let group = groups.find((each) => each.view === view && each.raw === raw);
      if (group === undefined) {
        group = { view, raw, places: [], conditions: [] };
        groups.push(group);
      }
      const keyOf = wish.prefixed === true && view !== undefined ? (field: string) => view.keyOf(field) : plainKey;
      group.places.push(place);
      group.conditions.push({ expressions, context, keyOf });
    });
    this.#groups = groups.map(({ view, raw, places, conditions }) => ({
      view,
      raw,
      places,
      conditions: new ConditionIndex(conditions, { raw: view === undefined }),
    }));
    this.#numbers = new Map(
      this.#groups.flatMap(({ places, conditions }) =>
        places.map((place, number) => [place, { conditions, number }] as const),
      ),
    );
    this.#kinds = new KindGroups(this.#groups, knowledge);
  }

  add(scanned: ScannedEvent): void {
    this.#time = scanned.raw.time;
    // What the kind of the event decides is then known to all.
    const concerned = this.#groups.length === 0 ? none : this.#kinds.concerned(scanned);
    for (const place of this.#everything) this.#give(place, scanned.event, false);
    if (this.#metrics.length > 0 && scanned.isMetric) {
      for (const place of this.#metrics) this.#give(place, scanned.event, false);
    }
    if (concerned.length === 0) return;
    const { event } = scanned;
    for (let at = 0; at < concerned.length; at++) {
      const each = concerned[at]!;
      const { view } = each.group;
      this.#concerned = each;
      if (view === undefined) this.#match(event);
      else view.eachMember(event, each.wish, this.#match);
    }
  }

  /** Gives a row of the group that is looked at to those whose conditions it fits. */
  readonly #match = (row: Event): void => {
    const { group, index } = this.#concerned!;
    const { conditions, places } = group;
    const count = conditions.match(row, index);
    const { matches } = conditions;
    for (let at = 0; at < count; at++) this.#give(places[matches[at]!]!, row, at > 0);
  };

  #give(place: number, row: Event, given: boolean): void {
    if (isInside(this.#time, this.#ranges[place]!)) this.#take(place, row, given);
  }

  /** On how many rows the conditions of a listener were tested. */
  tested(place: number): number {
    const found = this.#numbers.get(place);
    return found === undefined ? 0 : found.conditions.tested[found.number]!;
  }
}

function plainKey(field: string): string {
  return field;
}

const none: readonly ConcernedGroup[] = [];
