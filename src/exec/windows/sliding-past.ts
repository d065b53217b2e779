import { toNumber } from '../../values/coerce.js';
import type { Event } from '../../values/event.js';
import type { ExecContext } from '../context.js';
import { type AggregationSet, GroupState } from '../groups/aggregation.js';
import { reportLimit } from '../report-limit.js';
import type { Past, Results, Streamstats } from './past.js';

interface Entry {
  readonly event: Event;
  readonly keys: readonly string[];
  readonly time: number | null;
}

/** Entries in the order they came; the oldest leave first. */
class Queue {
  #entries: Entry[] = [];
  #head = 0;

  get length(): number {
    return this.#entries.length - this.#head;
  }

  get oldest(): Entry | undefined {
    return this.#entries[this.#head];
  }

  push(entry: Entry): void {
    this.#entries.push(entry);
  }

  drop(): void {
    this.#head++;
    if (this.#head > 64 && this.#head * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head);
      this.#head = 0;
    }
  }

  *[Symbol.iterator](): Generator<Entry> {
    for (let i = this.#head; i < this.#entries.length; i++) yield this.#entries[i]!;
  }
}

/**
 * The last rows by number (`window`), by time (`time_window`) or both. A window is shared by all groups unless
 * `global=f`, and only its rows of the same group are aggregated (spl-commands 4.2). Aggregations cannot forget, so
 * each row costs a pass over its window, which is never longer than the limit `streamWindow`.
 */
export class SlidingPast implements Past {
  readonly #compute: Streamstats;
  readonly #set: AggregationSet;
  readonly #context: ExecContext;
  readonly #most: number;
  readonly #queues = new Map<string, Queue>();
  #cut = false;

  constructor(compute: Streamstats, set: AggregationSet, context: ExecContext) {
    this.#compute = compute;
    this.#set = set;
    this.#context = context;
    const limit = context.limits.streamWindow;
    this.#most = compute.window === 0 ? limit : Math.min(compute.window, limit);
    if (compute.window > limit) this.#reportCut();
  }

  take(event: Event, keys: readonly string[]): Results {
    // A copy: the results may be written over the fields that later rows aggregate.
    const entry: Entry = { event: event.copy(), keys, time: timeOf(event) };
    if (this.#compute.global) return this.#takeIn('', entry);
    const own = this.#takeIn(keys[0]!, entry);
    for (let i = 1; i < keys.length; i++) this.#takeIn(keys[i]!, entry);
    return own;
  }

  #takeIn(name: string, entry: Entry): Results {
    let queue = this.#queues.get(name);
    if (queue === undefined) {
      queue = new Queue();
      this.#queues.set(name, queue);
    }
    const { current } = this.#compute;
    if (current) queue.push(entry);
    this.#forget(queue, entry);
    const state = new GroupState(this.#set, this.#context);
    const key = entry.keys[0]!;
    for (const each of queue) {
      if (each.keys.includes(key) && (each === entry || this.#inTime(each, entry))) state.add(each.event);
    }
    if (!current) queue.push(entry);
    return [...state.results()];
  }

  #forget(queue: Queue, entry: Entry): void {
    while (queue.length > this.#most) {
      if (this.#compute.window === 0) this.#reportCut();
      queue.drop();
    }
    if (this.#compute.timeWindow === undefined) return;
    while (queue.oldest !== undefined && queue.oldest !== entry && !this.#inTime(queue.oldest, entry)) queue.drop();
  }

  #inTime(earlier: Entry, entry: Entry): boolean {
    const { timeWindow } = this.#compute;
    if (timeWindow === undefined) return true;
    return earlier.time !== null && entry.time !== null && Math.abs(entry.time - earlier.time) <= timeWindow;
  }

  #reportCut(): void {
    if (this.#cut) return;
    this.#cut = true;
    reportLimit(this.#context, 'A window of streamstats', 'streamWindow');
  }

  reset(): void {
    this.#queues.clear();
  }
}

/** `_time` of a row, or null. */
export function timeOf(event: Event): number | null {
  return toNumber(event.get('_time'));
}
