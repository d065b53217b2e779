import { toNumber } from '../../values/coerce.js';
import type { Event } from '../../values/event.js';
import type { Limits } from '../../values/limits.js';
import type { ExecContext } from '../context.js';
import { type AggregationSet, aggregationRoom, GroupState } from '../groups/aggregation.js';
import { MovingSize } from '../held-size.js';
import { Queue } from '../queue.js';
import { reportLimit } from '../report-limit.js';
import type { Past, Results, Streamstats } from './past.js';

interface Entry {
  readonly event: Event;
  readonly keys: readonly string[];
  readonly time: number | null;
}

/** The last rows of a group. */
interface Window {
  readonly name: string;
  readonly rows: Queue<Entry>;
  /** How many rows it has got so far. */
  taken: number;
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
  /** By group, that which got a row last at the end. */
  readonly #windows = new Map<string, Window>();
  /** Goes on where it stood, as windows that get a row move behind it: from the beginning it would pass all that have gone again. */
  #walk = this.#windows.values();
  /** The window that it is at, and how many rows that had got. */
  #first: { readonly window: Window; readonly taken: number } | undefined;
  /** Of all windows. */
  #size = new MovingSize();
  #rows = 0;
  readonly #reported = new Set<keyof Limits>();

  constructor(compute: Streamstats, set: AggregationSet, context: ExecContext) {
    this.#compute = compute;
    this.#set = set;
    this.#context = context;
    const limit = context.limits.streamWindow;
    this.#most = compute.window === 0 ? limit : Math.min(compute.window, limit);
    if (compute.window > limit) this.#report('streamWindow');
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
    const window = this.#windows.get(name) ?? { name, rows: new Queue<Entry>(), taken: 0 };
    const queue = window.rows;
    window.taken++;
    this.#windows.delete(name);
    this.#windows.set(name, window);
    const { current } = this.#compute;
    if (current) this.#push(queue, entry);
    this.#forget(queue, entry);
    const state = new GroupState(this.#set, this.#context, aggregationRoom(this.#context));
    const key = entry.keys[0]!;
    for (const each of queue) {
      if (each.keys.includes(key) && (each === entry || this.#inTime(each, entry))) state.add(each.event);
    }
    if (!current) this.#push(queue, entry);
    this.#keepBounds(entry);
    if (queue.length === 0) this.#windows.delete(name);
    return [...state.results()];
  }

  #forget(queue: Queue<Entry>, entry: Entry): void {
    while (queue.length > this.#most) {
      if (this.#compute.window === 0) this.#report('streamWindow');
      this.#drop(queue);
    }
    if (this.#compute.timeWindow === undefined) return;
    while (queue.oldest !== undefined && queue.oldest !== entry && !this.#inTime(queue.oldest, entry))
      this.#drop(queue);
  }

  #push(queue: Queue<Entry>, entry: Entry): void {
    queue.push(entry);
    this.#size.add(entry.event);
    this.#rows++;
  }

  #drop(queue: Queue<Entry>): void {
    this.#size.remove(queue.drop().event);
    this.#rows--;
  }

  /** Where all windows hold too much, those that got no row for longest forget first: what is out of time there nobody misses. */
  #keepBounds(entry: Entry): void {
    const { heldRows, heldValues } = this.#context.limits;
    while (this.#rows > heldRows || this.#size.values > heldValues) {
      const queue = this.#longestUntouched();
      if (this.#inTime(queue.oldest!, entry)) this.#report(this.#rows > heldRows ? 'heldRows' : 'heldValues');
      this.#drop(queue);
    }
  }

  /** The rows of the window that got none for longest. There must be some. */
  #longestUntouched(): Queue<Entry> {
    for (;;) {
      if (this.#first !== undefined) {
        const { window, taken } = this.#first;
        if (window.taken === taken && window.rows.length > 0) return window.rows;
        if (window.rows.length === 0 && this.#windows.get(window.name) === window) this.#windows.delete(window.name);
      }
      const next = this.#walk.next();
      this.#first = next.done === true ? undefined : { window: next.value, taken: next.value.taken };
      if (next.done === true) this.#walk = this.#windows.values();
    }
  }

  #inTime(earlier: Entry, entry: Entry): boolean {
    const { timeWindow } = this.#compute;
    if (timeWindow === undefined) return true;
    return earlier.time !== null && entry.time !== null && Math.abs(entry.time - earlier.time) <= timeWindow;
  }

  #report(limit: keyof Limits): void {
    if (this.#reported.has(limit)) return;
    this.#reported.add(limit);
    reportLimit(this.#context, 'A window of streamstats', limit);
  }

  reset(): void {
    this.#windows.clear();
    this.#walk = this.#windows.values();
    this.#first = undefined;
    this.#size = new MovingSize();
    this.#rows = 0;
  }
}

/** `_time` of a row, or null. */
export function timeOf(event: Event): number | null {
  return toNumber(event.get('_time'));
}
