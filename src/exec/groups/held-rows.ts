import { Event } from '../../values/event.js';
import type { Shape } from '../../values/shape.js';
import type { Value } from '../../values/value.js';
import { batchSize } from '../operator.js';

/** Some rows one after the other. */
interface Block {
  /** The row, or the shape of a row whose values are among those below. */
  readonly rows: (Event | Shape)[];
  readonly values: Value[];
}

/** Rows that are held until all have been seen: of rows that share their names with others, as those of groups do, only the values. */
export class HeldRows {
  readonly #full: Block[] = [];
  #last: Block = { rows: [], values: [] };

  /** Adds a row, which is not to be used any longer. */
  add(row: Event): void {
    const { rows, values } = this.#last;
    rows.push(row.moveValues(values) ?? row);
    if (rows.length < batchSize) return;
    // Lists that have grown have much room.
    this.#full.push({ rows, values: values.slice() });
    this.#last = { rows: [], values: [] };
  }

  /** The rows as they came, in batches; from then on they are not held any longer. */
  async *take(): AsyncGenerator<Event[]> {
    const blocks = [...this.#full.splice(0), this.#last].reverse();
    this.#last = { rows: [], values: [] };
    for (let block = blocks.pop(); block !== undefined; block = blocks.pop())
      if (block.rows.length > 0) yield eventsOf(block);
  }
}

function eventsOf({ rows, values }: Block): Event[] {
  let at = 0;
  return rows.map((row) => {
    if (row instanceof Event) return row;
    const own = values.slice(at, at + row.width);
    at += row.width;
    return Event.shaped(row, own);
  });
}
