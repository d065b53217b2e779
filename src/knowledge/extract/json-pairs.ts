import type { FieldSource } from '../../values/event.js';
import { type Value, valuesOf } from '../../values/value.js';

/** An array of objects that each hold a name and a value: `Parameters[{Name, Value}]` of Office 365. */
export interface JsonPairs {
  /** Path of the array's elements, `Parameters{}`. */
  readonly elements: string;
  readonly name: string;
  readonly value: string;
}

/**
 * A JSON event with a field for each name/value pair of some arrays, beside the paths themselves. A field that the event has
 * already wins. An array in which some element lacks its name or value is left alone: its columns cannot be put together.
 */
export class JsonPairFields implements FieldSource {
  readonly #fields: FieldSource;
  readonly #pairs: readonly JsonPairs[];
  #named: Map<string, Value> | undefined;

  constructor(fields: FieldSource, pairs: readonly JsonPairs[]) {
    this.#fields = fields;
    this.#pairs = pairs;
  }

  get(field: string): Value {
    return this.#fields.get(field) ?? this.#read().get(field) ?? null;
  }

  *fieldNames(): Iterable<string> {
    const names = new Set(this.#fields.fieldNames());
    yield* names;
    for (const name of this.#read().keys()) if (!names.has(name)) yield name;
  }

  #read(): Map<string, Value> {
    if (this.#named !== undefined) return this.#named;
    const named = new Map<string, Value>();
    for (const { elements, name, value } of this.#pairs) {
      const names = valuesOf(this.#fields.get(`${elements}.${name}`));
      const values = valuesOf(this.#fields.get(`${elements}.${value}`));
      if (names.length !== values.length) continue;
      names.forEach((each, i) => {
        const key = String(each);
        if (key !== '' && !named.has(key)) named.set(key, values[i]!);
      });
    }
    this.#named = named;
    return named;
  }
}
