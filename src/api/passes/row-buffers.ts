import type { Batch } from '../../exec/context.js';
import type { Event } from '../../values/event.js';

/** Rows for one of the listeners of a pass. */
export interface ListenerRows {
  /** Place of the listener in the list. */
  readonly place: number;
  readonly rows: Batch;
  /** How many events they stand for ({@link Event.weight}). */
  readonly events: number;
}

/** Rows for each listener since they were last taken. */
export class RowBuffers {
  readonly #buffers: Event[][];
  readonly #events: Float64Array;
  /** Listeners that have some. */
  readonly #filled: number[] = [];

  /** `count`: of the listeners. */
  constructor(count: number) {
    this.#buffers = Array.from({ length: count }, () => []);
    this.#events = new Float64Array(count);
  }

  /** `weight`: that of the row; only those that were merged have one. */
  give(place: number, row: Event, weight = 1): void {
    this.#events[place]! += weight;
    const buffer = this.#buffers[place]!;
    if (buffer.length === 0) this.#filled.push(place);
    buffer.push(row);
  }

  /** What has been gathered, for each listener that has something. */
  take(): ListenerRows[] {
    const taken = this.#filled.map((place) => ({ place, rows: this.#buffers[place]!, events: this.#events[place]! }));
    for (const place of this.#filled) this.#buffers[place] = [];
    this.#events.fill(0);
    this.#filled.length = 0;
    return taken;
  }
}
