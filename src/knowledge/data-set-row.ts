import type { EvalContext } from '../functions/context.js';
import { Event, type FieldSource } from '../values/event.js';
import type { Value } from '../values/value.js';
import type { CompiledDataSet, CompiledField } from './compile-data-model.js';

/** Fields that every row has from the event itself. */
export const metadataFields: ReadonlySet<string> = new Set([
  '_time',
  '_raw',
  '_indextime',
  'host',
  'source',
  'sourcetype',
  'index',
  'splunk_server',
  'tag',
  'eventtype',
]);

/** An event that may stand with the entities of its XML kept, too. */
export interface EntitiesKept {
  readonly withEntities: { readonly dataModelFields: FieldSource } | undefined;
}

/**
 * The fields of one event in one data set under plain names: the mapped value, then the calculation, then the default. A field
 * is worked out once; what a data set has from its parent it takes from the parent's row.
 */
export class DataSetRow implements FieldSource {
  readonly dataset: CompiledDataSet;
  /** The event as data models see it. */
  readonly fields: FieldSource;
  readonly #context: EvalContext;
  readonly #event: EntitiesKept | undefined;
  readonly #parent: DataSetRow | undefined;
  /** Values that have been worked out, by the slots of their fields; the rows above and below have the same list. */
  readonly #values: (Value | undefined)[];
  #view: Event | undefined;

  constructor(
    dataset: CompiledDataSet,
    fields: FieldSource,
    context: EvalContext,
    event?: EntitiesKept,
    parent?: DataSetRow,
  ) {
    this.dataset = dataset;
    this.fields = fields;
    this.#context = context;
    this.#event = event;
    this.#parent = parent;
    this.#values = parent === undefined ? new Array(dataset.slots.count) : parent.#values;
  }

  /** The same event in a child data set. */
  below(dataset: CompiledDataSet): DataSetRow {
    return new DataSetRow(dataset, this.fields, this.#context, this.#event, this);
  }

  get(name: string): Value {
    const field = this.dataset.fields.get(name);
    if (field !== undefined) return this.value(field);
    return metadataFields.has(name) ? this.fields.get(name) : null;
  }

  /** The value of one of the fields of the data set. */
  value(field: CompiledField): Value {
    const known = this.#values[field.slot];
    if (known !== undefined) return known;
    // A child that declares a field anew has it its own way.
    if (this.#parent?.dataset.fields.get(field.name) === field) return this.#parent.value(field);
    const value = this.#find(field);
    this.#values[field.slot] = value;
    return value;
  }

  *fieldNames(): Iterable<string> {
    for (const name of metadataFields) if (this.get(name) !== null) yield name;
    for (const name of this.dataset.fields.keys()) {
      if (!metadataFields.has(name) && this.get(name) !== null) yield name;
    }
  }

  otherNames(field: string): readonly string[] {
    return this.fields.otherNames?.(field) ?? [];
  }

  asWritten(field: string): Value {
    const event = this.#event?.withEntities;
    return event === undefined ? null : new DataSetRow(this.dataset, event.dataModelFields, this.#context).get(field);
  }

  #find(field: CompiledField): Value {
    let value = this.#given(field);
    if (field.calculation !== undefined) {
      this.#view ??= Event.over(new CalculationFields(this));
      // A calculation sees the event, and results of the fields before its own.
      const before = this.#order;
      this.#order = field.order;
      value = field.calculation(this.#view, this.#context);
      this.#order = before;
      if (typeof value === 'boolean') value = String(value);
    }
    return value === null || value === '' ? (field.default ?? null) : value;
  }

  #order = 0;

  /** A field as the calculation that is running sees it. */
  seen(name: string): Value {
    const field = this.dataset.fields.get(name);
    if (field === undefined) return this.fields.get(name);
    return field.order < this.#order ? this.value(field) : this.#given(field);
  }

  /** The event's own value; texts that count as missing are. */
  #given(field: CompiledField): Value {
    const value = this.fields.get(field.name);
    return typeof value === 'string' && field.nullValues.has(value) ? null : value;
  }
}

class CalculationFields implements FieldSource {
  readonly #row: DataSetRow;

  constructor(row: DataSetRow) {
    this.#row = row;
  }

  get(field: string): Value {
    return this.#row.seen(field);
  }

  fieldNames(): Iterable<string> {
    return this.#row.fields.fieldNames();
  }
}
