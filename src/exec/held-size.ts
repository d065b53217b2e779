import { type Event, type FieldSource, noFields, type WideValue } from '../values/event.js';
import { charactersPerValue, type Limits } from '../values/limits.js';
import { listCharacters } from '../values/list-size.js';
import type { Scalar } from '../values/value.js';

/** Characters of the short texts of a row, and of the event it is made of, that count with the row itself. */
const charactersOfRow = 200;

/**
 * Adds up what rows that are held hold beside themselves, as a number of values (`Limits.heldValues`): the events they are made of, and
 * the lists and texts that commands have written. The rows themselves are counted elsewhere. Rows made of one row share what they do
 * not change, which counts once.
 */
export class HeldSize {
  readonly #lists = new Set<WideValue>();
  #texts: readonly WideValue[] = [];
  #source: FieldSource = noFields;
  #size = 0;

  /** The values so far, those of one more row included. */
  add(row: Event): number {
    const { source } = row;
    if (source !== this.#source) {
      this.#source = source;
      this.#size += sizeOfEvent(source);
    }
    this.#size += sizeOfShortTexts(row);
    return this.addWritten(row);
  }

  /** As {@link add}, with no more of the row than the long lists and texts that commands have written. */
  addWritten(row: Event): number {
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
  /** How often a list, text or event is held that counts once. */
  readonly #held = new Map<WideValue | FieldSource, number>();
  #size = 0;

  /** The values that are held. */
  get values(): number {
    return this.#size;
  }

  add(row: Event): void {
    const { source } = row;
    if (sizeOfEvent(source) > 0) this.#take(source);
    this.addValues(row.wideValues());
    this.#size += sizeOfShortTexts(row);
  }

  /** Nobody has written to the row since it was added. */
  remove(row: Event): void {
    const { source } = row;
    if (sizeOfEvent(source) > 0) this.#give(source);
    this.removeValues(row.wideValues());
    this.#size -= sizeOfShortTexts(row);
  }

  addValues(values: readonly WideValue[]): void {
    for (const value of values) this.#take(value);
  }

  removeValues(values: readonly WideValue[]): void {
    for (const value of values) this.#give(value);
  }

  #take(held: WideValue | FieldSource): void {
    const count = this.#held.get(held) ?? 0;
    this.#held.set(held, count + 1);
    if (count === 0) this.#size += sizeOf(held);
  }

  #give(held: WideValue | FieldSource): void {
    const count = this.#held.get(held) ?? 0;
    if (count > 1) this.#held.set(held, count - 1);
    else if (this.#held.delete(held)) this.#size -= sizeOf(held);
  }
}

function sizeOf(held: WideValue | FieldSource): number {
  if (typeof held === 'string') return Math.trunc(held.length / charactersPerValue);
  if (isList(held)) return held.length + Math.trunc(listCharacters(held) / charactersPerValue);
  return sizeOfEvent(held);
}

function isList(held: readonly Scalar[] | FieldSource): held is readonly Scalar[] {
  return Array.isArray(held);
}

function sizeOfEvent({ characters = 0 }: FieldSource): number {
  return Math.trunc(Math.max(0, characters - charactersOfRow) / charactersPerValue);
}

function sizeOfShortTexts(row: Event): number {
  return Math.trunc(Math.max(0, row.shortCharacters - charactersOfRow) / charactersPerValue);
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
