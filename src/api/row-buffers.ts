import type { Batch } from '../exec/context.js';
import type { Event } from '../values/event.js';

/** Rows for one of the listeners of a pass. */
export interface ListenerRows {
  /** Place of the listener in the list. */
  readonly place: number;
  readonly rows: Batch;
}

/** Rows for each listener since they were last taken. */
export class RowBuffers {
  readonly #buffers: Event[][];
  /** Listeners that have some. */
  readonly #filled: number[] = [];

  /** `count`: of the listeners. */
  constructor(count: number) {
    this.#buffers = Array.from({ length: count }, () => []);
  }

  give(place: number, row: Event): void {
    const buffer = this.#buffers[place]!;
    if (buffer.length === 0) this.#filled.push(place);
    buffer.push(row);
  }

  /** What has been gathered, for each listener that has something. */
  take(): ListenerRows[] {
    const taken = this.#filled.map((place) => ({ place, rows: this.#buffers[place]! }));
    for (const place of this.#filled) this.#buffers[place] = [];
    this.#filled.length = 0;
    return taken;
  }
}
