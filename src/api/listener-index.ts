import type { Batch, DatasetView, TimeRange } from '../exec/context.js';
import type { AnchorIndex } from '../exec/rule-index/anchor-index.js';
import { ConditionIndex, type IndexedCondition } from '../exec/rule-index/condition-index.js';
import type { Event } from '../values/event.js';
import { KindGroups, type ReadyGroup, rowsIn } from './kind-groups.js';
import type { Knowledge, ScannedEvent } from './knowledge.js';
import { isInRange } from './scan-sources.js';
import type { PassListener } from './shared-passes.js';

/** Rows for one of the listeners. */
export interface ListenerRows {
  /** Place of the listener in the list. */
  readonly place: number;
  readonly rows: Batch;
}

/** Listeners whose conditions are about the same rows. */
interface Group {
  /** Undefined: the events themselves. */
  readonly view: DatasetView | undefined;
  readonly raw: boolean;
  readonly places: number[];
  readonly conditions: IndexedCondition[];
}

/**
 * Hands the events of a pass, as rows, to the listeners whose first conditions they fit (design decision 8). An event is made a
 * row of a data set once, however many searches ask; what a kind of events cannot concern is not looked at for any of them.
 */
export class ListenerIndex {
  readonly #ranges: readonly TimeRange[];
  /** Rows for each listener since they were last taken. */
  readonly #buffers: Event[][];
  /** Listeners that have some. */
  readonly #filled: number[] = [];
  /** Listeners that want every event. */
  readonly #everything: number[] = [];
  /** Listeners that want data points of metrics. */
  readonly #metrics: number[] = [];
  readonly #groups: readonly ReadyGroup[];
  readonly #kinds: KindGroups;

  constructor(listeners: readonly Pick<PassListener, 'owner' | 'wish'>[], knowledge: Knowledge) {
    this.#ranges = listeners.map(({ wish }) => wish.range);
    this.#buffers = listeners.map(() => []);
    const groups: Group[] = [];
    listeners.forEach(({ owner, wish }, place) => {
      const filters = (wish.node === undefined ? undefined : owner.filters.get(wish.node)) ?? [];
      const expressions = filters.map(({ condition }) => condition.expression);
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
      group.conditions.push({ expressions, context: owner.context, keyOf });
    });
    this.#groups = groups.map(({ view, raw, places, conditions }) => ({
      view,
      raw,
      places,
      conditions: new ConditionIndex(conditions, { raw: view === undefined }),
    }));
    this.#kinds = new KindGroups(this.#groups, knowledge);
  }

  add(scanned: ScannedEvent): void {
    for (const place of this.#everything) this.#give(place, scanned.event, scanned);
    if (this.#metrics.length > 0 && scanned.isMetric) {
      for (const place of this.#metrics) this.#give(place, scanned.event, scanned);
    }
    if (this.#groups.length === 0) return;
    const concerned = this.#kinds.concerned(scanned);
    if (concerned.length === 0) return;
    const { event } = scanned;
    for (const { group, index } of concerned) {
      for (const row of rowsIn(group, event)) this.#match(row, group, index, scanned);
    }
  }

  #match(row: Event, { conditions, places }: ReadyGroup, index: AnchorIndex, scanned: ScannedEvent): void {
    const count = conditions.match(row, index);
    const { matches } = conditions;
    // A row belongs to the search that gets it.
    for (let at = 0; at < count; at++) this.#give(places[matches[at]!]!, at === 0 ? row : row.copy(), scanned);
  }

  #give(place: number, row: Event, scanned: ScannedEvent): void {
    if (!isInRange(scanned, this.#ranges[place]!)) return;
    const buffer = this.#buffers[place]!;
    if (buffer.length === 0) this.#filled.push(place);
    buffer.push(row);
  }

  /** What has been gathered since it was last taken, for each listener that has something. */
  take(): ListenerRows[] {
    const taken = this.#filled.map((place) => ({ place, rows: this.#buffers[place]! }));
    for (const place of this.#filled) this.#buffers[place] = [];
    this.#filled.length = 0;
    return taken;
  }

  /** On how many rows the conditions of a listener were tested. */
  tested(place: number): number {
    for (const { places, conditions } of this.#groups) {
      const number = places.indexOf(place);
      if (number >= 0) return conditions.tested[number]!;
    }
    return 0;
  }
}

function plainKey(field: string): string {
  return field;
}
