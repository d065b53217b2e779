import type { Event, WideValue } from '../values/event.js';
import { charactersPerValue, type Limits } from '../values/limits.js';
import { listCharacters } from '../values/list-size.js';

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
    const wide = row.wideValues();
    const fields = row.manyFields;
    if (wide.length === 0 && fields === 0) return this.#size;
    this.#size += fields;
    for (const value of wide) {
      if (typeof value === 'string') {
        if (!this.#texts.includes(value)) this.#size += sizeOf(value);
      } else if (!this.#lists.has(value)) {
        this.#lists.add(value);
        this.#size += sizeOf(value);
      }
    }
    this.#texts = wide;
    return this.#size;
  }
}

/** As {@link HeldSize}, for rows that go again. */
export class MovingSize {
  /** How often a list or text is held that counts once. */
  readonly #held = new Map<WideValue, number>();
  #size = 0;

  /** The values that are held. */
  get values(): number {
    return this.#size;
  }

  add(values: readonly WideValue[]): void {
    for (const value of values) {
      const count = this.#held.get(value) ?? 0;
      this.#held.set(value, count + 1);
      if (count === 0) this.#size += sizeOf(value);
    }
  }

  remove(values: readonly WideValue[]): void {
    for (const value of values) {
      const count = this.#held.get(value) ?? 0;
      if (count > 1) {
        this.#held.set(value, count - 1);
        continue;
      }
      if (this.#held.delete(value)) this.#size -= sizeOf(value);
    }
  }
}

function sizeOf(value: WideValue): number {
  if (typeof value === 'string') return value.length / charactersPerValue;
  return value.length + listCharacters(value) / charactersPerValue;
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
