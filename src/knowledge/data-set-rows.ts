import type { EvalContext } from '../functions/context.js';
import { toText } from '../values/coerce.js';
import { Event, type FieldSource } from '../values/event.js';
import { type Value, valuesOf } from '../values/value.js';
import type { CompiledDataModels, CompiledDataSet } from './compile-data-model.js';
import type { NormalisedEvent } from './normalise.js';

/**
 * One event as seen through the data models: membership by tags and filters, and a row per data set with defaults and
 * calculations. Each is worked out once per event and data set.
 */
export class DataSetRows {
  readonly #event: NormalisedEvent;
  readonly #models: CompiledDataModels;
  readonly #context: EvalContext;
  readonly #rows = new Map<CompiledDataSet, Event | null>();
  #named: ReadonlySet<string> | undefined;

  constructor(event: NormalisedEvent, models: CompiledDataModels, context: EvalContext) {
    this.#event = event;
    this.#models = models;
    this.#context = context;
  }

  /** The event as a row of `Model.Dataset` under plain field names, or null when it is no member. */
  row(id: string): Event | null {
    const dataset = this.#models.datasets.get(id);
    return dataset === undefined ? null : this.#row(dataset);
  }

  #row(dataset: CompiledDataSet): Event | null {
    let row = this.#rows.get(dataset);
    if (row === undefined) {
      row = this.#makeRow(dataset);
      this.#rows.set(dataset, row);
    }
    return row;
  }

  #makeRow(dataset: CompiledDataSet): Event | null {
    if (!dataset.constrained) return null;
    const parentRow = dataset.parent === undefined ? undefined : this.#row(dataset.parent);
    if (parentRow === null) return null;
    const named = this.#isNamed(dataset);
    // A data set that is decided by tags accepts an event whose input says that it belongs there.
    if (!named && !dataset.dataset.tags.every((tag) => this.#event.tags.has(tag))) return null;
    if (dataset.filter !== undefined && !dataset.filter(parentRow ?? this.#event.mapped, this.#context)) return null;
    return Event.over(new RowFields(dataset, this.#event.mapped, this.#context));
  }

  /** Whether the event's `_cim` names the data set or one below it. */
  #isNamed({ dataset }: CompiledDataSet): boolean {
    this.#named ??= this.#readNamed();
    return this.#named.has(`${dataset.model}.${dataset.name}`.toLowerCase());
  }

  #readNamed(): Set<string> {
    const named = new Set<string>();
    const given = [...valuesOf(this.#event.mapped.get('_cim')), ...valuesOf(this.#event.mapped.get('_cim{}'))];
    if (given.length === 0) return named;
    const wanted = new Set(given.map((each) => (toText(each) ?? '').toLowerCase()));
    for (const [id, { dataset }] of this.#models.datasets) {
      if (!wanted.has(id.toLowerCase())) continue;
      for (const name of dataset.lineage) named.add(`${dataset.model}.${name}`.toLowerCase());
    }
    return named;
  }
}

/** Fields that every row has from the event itself. */
const metadata: ReadonlySet<string> = new Set([
  '_time',
  '_raw',
  'host',
  'source',
  'sourcetype',
  'index',
  'tag',
  'eventtype',
]);

/** The fields of one event in one data set: the mapped value, then the calculation, then the default. */
class RowFields implements FieldSource {
  readonly #dataset: CompiledDataSet;
  readonly #event: Event;
  readonly #context: EvalContext;
  readonly #known = new Map<string, Value>();

  constructor(dataset: CompiledDataSet, event: Event, context: EvalContext) {
    this.#dataset = dataset;
    this.#event = event;
    this.#context = context;
  }

  get(name: string): Value {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const field = this.#dataset.fields.get(name);
    if (field === undefined) return metadata.has(name) ? this.#event.get(name) : null;
    let value = this.#given(name);
    if (field.calculation !== undefined) {
      // A calculation sees the event, and results of the fields before its own.
      const view: FieldSource = {
        get: (other) =>
          (this.#dataset.fields.get(other)?.order ?? field.order) < field.order ? this.get(other) : this.#given(other),
        fieldNames: () => this.#event.fieldNames(),
      };
      value = field.calculation(Event.over(view), this.#context);
      if (typeof value === 'boolean') value = String(value);
    }
    if (value === null || value === '') value = field.default ?? null;
    this.#known.set(name, value);
    return value;
  }

  *fieldNames(): Iterable<string> {
    for (const name of metadata) if (this.get(name) !== null) yield name;
    for (const name of this.#dataset.fields.keys()) if (!metadata.has(name) && this.get(name) !== null) yield name;
  }

  /** The event's own value; texts that count as missing are. */
  #given(name: string): Value {
    const value = this.#event.get(name);
    const nullValues = this.#dataset.fields.get(name)?.nullValues;
    return typeof value === 'string' && nullValues?.has(value) ? null : value;
  }
}
