import { type Row, rowOf, rowWith } from '../../api/plain-events.js';
import type { Event } from '../../values/event.js';

/** The rows of a result as plain objects, each made when somebody looks at it: there may be many, and large ones. */
export class ShownRows implements Iterable<Row> {
  readonly #events: readonly Event[];

  constructor(events: readonly Event[]) {
    this.#events = events;
  }

  get length(): number {
    return this.#events.length;
  }

  *[Symbol.iterator](): Generator<Row> {
    for (const event of this.#events) yield rowOf(event);
  }

  /** The rows with no more than these columns. */
  only(columns: readonly string[]): Iterable<Row> {
    const events = this.#events;
    const shown = new Set(columns);
    return {
      *[Symbol.iterator]() {
        // An event may answer to more names than it lists.
        for (const event of events)
          yield rowWith(
            event,
            event.fieldNames().filter((name) => shown.has(name)),
          );
      },
    };
  }
}
