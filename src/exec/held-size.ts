import type { Event, WideValue } from '../values/event.js';

/** Characters that take about as much memory as a value of a list. */
const charactersPerValue = 16;

/**
 * Adds up the long lists and texts that commands have written to rows which are held, as a number of values (`Limits.heldValues`): the
 * rows themselves are counted elsewhere. Rows made of one row share what they do not change, which counts once.
 */
export class HeldSize {
  readonly #lists = new Set<WideValue>();
  #texts: readonly WideValue[] = [];
  #size = 0;

  /** The values so far, those of one more row included. */
  add(row: Event): number {
    if (row.wideSize === 0) return this.#size;
    const wide = row.wideValues();
    for (const value of wide) {
      if (typeof value === 'string') {
        if (!this.#texts.includes(value)) this.#size += value.length / charactersPerValue;
      } else if (!this.#lists.has(value)) {
        this.#lists.add(value);
        this.#size += value.length;
      }
    }
    this.#texts = wide;
    return this.#size;
  }
}
