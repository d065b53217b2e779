import type { Value } from './value.js';

/**
 * Where an event's fields come from before any command has touched them: raw text with search-time extraction,
 * a parsed JSON object. `get` may extract lazily and is called once per field that some command asks for.
 */
export interface FieldSource {
  /** The field's value, or null when the event does not have it. */
  get(field: string): Value;
  /** All fields of the event; may force a full extraction. */
  fieldNames(): Iterable<string>;
  /**
   * Names besides its value under which the event is selected by a search term on this field. The same list object for events
   * that share it, so that a decision about the list can be remembered.
   */
  otherNames?(field: string): readonly string[];
  /** The value with the entities of the event's XML kept, where it has any; null where that makes no difference. */
  asWritten?(field: string): Value;
}

const noNames: readonly string[] = [];

/** The names of an event that may be selected by any: the `index` of an event that does not say where it was kept. */
export const anyName: readonly string[] = ['*'];

const noSource: FieldSource = { get: () => null, fieldNames: () => [] };

/**
 * One event or result row. The representation is private so that it can change after measuring: commands use
 * `get`, `set`, `delete`, `fieldNames` and `copy` only.
 *
 * An operator may change an event it received unless it also passes it on elsewhere; whoever hands one event to two
 * consumers copies it first.
 */
export class Event {
  /** What commands have written, made with the first of it; null marks a removed field of the source. */
  #own: Map<string, Value> | undefined;
  readonly #source: FieldSource;

  private constructor(own: Map<string, Value> | undefined, source: FieldSource) {
    this.#own = own;
    this.#source = source;
  }

  /** An event over a lazy source; nothing is extracted yet. */
  static over(source: FieldSource): Event {
    return new Event(undefined, source);
  }

  /** A row with these fields; null values are absent fields. */
  static of(fields: Iterable<readonly [string, Value]>): Event {
    const own = new Map<string, Value>();
    for (const [name, value] of fields) if (value !== null) own.set(name, value);
    return new Event(own, noSource);
  }

  get(field: string): Value {
    const own = this.#own?.get(field);
    if (own !== undefined) return own;
    return this.#source === noSource ? null : this.#source.get(field);
  }

  has(field: string): boolean {
    return this.get(field) !== null;
  }

  /** {@link FieldSource.asWritten}; null once a command has written the field. */
  asWritten(field: string): Value {
    return this.#own?.has(field) === true ? null : (this.#source.asWritten?.(field) ?? null);
  }

  /** Where the fields come from that no command has written. */
  get source(): FieldSource {
    return this.#source;
  }

  /** {@link FieldSource.otherNames}; none once a command has written the field. */
  otherNames(field: string): readonly string[] {
    return this.#own?.has(field) === true ? noNames : (this.#source.otherNames?.(field) ?? noNames);
  }

  /** Sets a field; null removes it. */
  set(field: string, value: Value): void {
    if (value === null) this.delete(field);
    else this.#written().set(field, value);
  }

  delete(field: string): void {
    if (this.#source === noSource) this.#own?.delete(field);
    else this.#written().set(field, null);
  }

  #written(): Map<string, Value> {
    this.#own ??= new Map();
    return this.#own;
  }

  /** Names of the fields that have a value; the order is the order in which they appeared. */
  fieldNames(): string[] {
    const names: string[] = [];
    if (this.#source !== noSource) {
      for (const name of this.#source.fieldNames()) if (this.#own?.has(name) !== true) names.push(name);
    }
    // Other than an iterator, this makes no pair for each of them.
    this.#own?.forEach((value, name) => {
      if (value !== null) names.push(name);
    });
    return names;
  }

  /** Names of the fields that commands have written or removed; asks nothing of the source. */
  writtenNames(): Iterable<string> {
    return this.#own?.keys() ?? noNames;
  }

  /** A second event with the same fields; changes to one do not show in the other. */
  copy(): Event {
    return new Event(this.#own === undefined ? undefined : new Map(this.#own), this.#source);
  }

  /** A new row that holds only these fields, in this order, and no longer refers to the source. */
  pick(fields: Iterable<string>): Event {
    const own = new Map<string, Value>();
    for (const field of fields) {
      const value = this.get(field);
      if (value !== null) own.set(field, value);
    }
    return new Event(own, noSource);
  }
}
