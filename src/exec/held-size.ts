import type { Event, WideValue } from '../values/event.js';
import type { Limits } from '../values/limits.js';

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

/** Counts rows that are held until one is too many for the limits `heldRows` and `heldValues`. */
export class HeldLimit {
  /** The limit that was reached. */
  full: 'heldRows' | 'heldValues' | undefined;
  readonly #limits: Limits;
  readonly #size = new HeldSize();
  #rows = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** Whether one more row may be held; none once a limit is reached. */
  takes(row: Event): boolean {
    if (this.full !== undefined) return false;
    if (this.#rows === this.#limits.heldRows) this.full = 'heldRows';
    else if (this.#size.add(row) > this.#limits.heldValues) this.full = 'heldValues';
    else this.#rows++;
    return this.full === undefined;
  }
}
