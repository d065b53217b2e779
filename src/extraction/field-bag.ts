import type { FieldSource } from '../values/event.js';
import type { Value } from '../values/value.js';

/** Extracted fields in the order in which they appeared. Every value is text, a repeated field may be a multivalue. */
export class FieldBag implements FieldSource {
  readonly #fields = new Map<string, string | string[]>();

  /** Adds a value; a second value for the same field makes it a multivalue (transforms.conf `MV_ADD`). */
  add(field: string, value: string): void {
    const present = this.#fields.get(field);
    if (present === undefined) this.#fields.set(field, value);
    else if (typeof present === 'string') this.#fields.set(field, [present, value]);
    else present.push(value);
  }

  /** Adds a value unless the field has one: the first match wins (spl-core 6.3). */
  addFirst(field: string, value: string): void {
    if (!this.#fields.has(field)) this.#fields.set(field, value);
  }

  /** A second bag with the same fields; adding to one does not show in the other. */
  copy(): FieldBag {
    const bag = new FieldBag();
    for (const [field, value] of this.#fields) bag.#fields.set(field, typeof value === 'string' ? value : [...value]);
    return bag;
  }

  /** Adds all fields of another bag that this one does not have. */
  addMissing(other: FieldBag): void {
    for (const [field, value] of other.#fields) if (!this.#fields.has(field)) this.#fields.set(field, value);
  }

  get(field: string): Value {
    return this.#fields.get(field) ?? null;
  }

  has(field: string): boolean {
    return this.#fields.has(field);
  }

  get size(): number {
    return this.#fields.size;
  }

  fieldNames(): Iterable<string> {
    return this.#fields.keys();
  }
}
