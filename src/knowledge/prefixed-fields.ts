import type { Event, FieldSource } from '../values/event.js';
import { multivalue, type Value, valuesOf } from '../values/value.js';
import type { CompiledDataModels } from './compile-data-model.js';

/** The data sets that a name in front of a field may mean: `processes` → `Endpoint.Processes`. */
export type DataSetIds = ReadonlyMap<string, readonly string[]>;

/** The ids of all data sets by their names in lower case. */
export function dataSetIds(models: CompiledDataModels): DataSetIds {
  const ids = new Map<string, string[]>();
  for (const [id, { dataset }] of models.datasets) {
    const name = dataset.name.toLowerCase();
    const known = ids.get(name);
    if (known === undefined) ids.set(name, [id]);
    else known.push(id);
  }
  return ids;
}

/**
 * The fields of an event that writes some of them with their data set in front (`Processes.user`, or an object per data set,
 * which reads the same): they answer to their plain names as well, and the event says that it belongs to the data set
 * (cim "Running on normalised JSON"). Undefined for an event without such a field.
 */
export function prefixedFields(event: Event, ids: DataSetIds): FieldSource | undefined {
  const prefixes = new Map<string, readonly string[]>();
  for (const field of event.fieldNames()) {
    let end = 0;
    let found: readonly string[] | undefined;
    for (let dot = field.indexOf('.'); dot > 0; dot = field.indexOf('.', end)) {
      const named = ids.get(field.slice(end, dot).toLowerCase());
      if (named === undefined) break;
      found = named;
      end = dot + 1;
    }
    if (found !== undefined) prefixes.set(field.slice(0, end), found);
  }
  return prefixes.size === 0 ? undefined : new PrefixedFields(event, prefixes);
}

class PrefixedFields implements FieldSource {
  readonly #event: Event;
  readonly #prefixes: ReadonlyMap<string, readonly string[]>;

  constructor(event: Event, prefixes: ReadonlyMap<string, readonly string[]>) {
    this.#event = event;
    this.#prefixes = prefixes;
  }

  get(field: string): Value {
    const own = this.#event.get(field);
    if (field === '_cim') return multivalue([...valuesOf(own), ...[...this.#prefixes.values()].flat()]);
    if (own !== null) return own;
    for (const prefix of this.#prefixes.keys()) {
      const value = this.#event.get(prefix + field);
      if (value !== null) return value;
    }
    return null;
  }

  fieldNames(): Iterable<string> {
    return this.#event.fieldNames();
  }
}
