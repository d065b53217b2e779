import type { DatasetView, ExecContext } from '../exec/context.js';
import { ConditionIndex, type IndexedCondition } from '../exec/rule-index/condition-index.js';
import type { Event } from '../values/event.js';
import type { ScannedEvent } from './knowledge.js';
import type { PassListener } from './shared-passes.js';

/** Listeners whose conditions are about the same rows. */
interface Group {
  /** Undefined: the events themselves. */
  readonly view: DatasetView | undefined;
  readonly raw: boolean;
  readonly places: number[];
  readonly conditions: IndexedCondition[];
}

type ReadyGroup = Pick<Group, 'view' | 'raw' | 'places'> & { readonly index: ConditionIndex };

/**
 * Hands the events of a pass to the listeners whose first conditions they fit (design decision 8). An event is made a row of a
 * data set once, however many searches ask; an event that concerns nobody is not looked at further.
 */
export class ListenerIndex {
  readonly #listeners: readonly PassListener[];
  /** Events for each listener since the last flush. */
  readonly #buffers: ScannedEvent[][];
  /** Listeners that want every event. */
  readonly #everything: number[] = [];
  /** Listeners that want data points of metrics. */
  readonly #metrics: number[] = [];
  readonly #groups: readonly ReadyGroup[];
  readonly #context: ExecContext | undefined;
  readonly #matches: number[] = [];

  constructor(listeners: readonly PassListener[]) {
    this.#listeners = listeners;
    this.#context = listeners[0]?.owner.context;
    this.#buffers = listeners.map(() => []);
    const groups: Group[] = [];
    listeners.forEach(({ owner, wish }, place) => {
      const expressions = (wish.node === undefined ? undefined : owner.filters.get(wish.node)) ?? [];
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
      group.conditions.push({ expressions, semantics: owner.context.semantics, keyOf });
    });
    this.#groups = groups.map(({ view, raw, places, conditions }) => ({
      view,
      raw,
      places,
      index: new ConditionIndex(conditions, { raw: view === undefined }),
    }));
  }

  add(scanned: ScannedEvent): void {
    for (const place of this.#everything) this.#buffers[place]!.push(scanned);
    if (this.#metrics.length > 0 && scanned.isMetric) {
      for (const place of this.#metrics) this.#buffers[place]!.push(scanned);
    }
    if (this.#groups.length === 0) return;
    const { event } = scanned;
    for (const { view, raw, places, index } of this.#groups) {
      if (view === undefined) this.#match(event, index, places, scanned);
      else for (const row of view.members(event, raw)) this.#match(row, index, places, scanned);
    }
  }

  #match(row: Event, index: ConditionIndex, places: readonly number[], scanned: ScannedEvent): void {
    const matches = this.#matches;
    matches.length = 0;
    index.matches(row, this.#context!, matches);
    for (const number of matches) {
      const buffer = this.#buffers[places[number]!]!;
      // Another row of the same event may have fitted before.
      if (buffer[buffer.length - 1] !== scanned) buffer.push(scanned);
    }
  }

  /** Sends what has been gathered; waits for listeners that have enough to do. */
  async flush(): Promise<void> {
    const waits: Promise<void>[] = [];
    for (const [place, buffer] of this.#buffers.entries()) {
      if (buffer.length === 0) continue;
      this.#buffers[place] = [];
      const wait = this.#listeners[place]!.channel.push(buffer);
      if (wait !== undefined) waits.push(wait);
    }
    if (waits.length > 0) await Promise.all(waits);
  }
}

function plainKey(field: string): string {
  return field;
}
