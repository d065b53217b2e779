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

/**
 * The fields of one event in one data set under plain names: the mapped value, then the calculation, then the default. A field
 * is worked out once; what a data set has from its parent it takes from the parent's row.
 */
export class DataSetRow implements FieldSource {
  readonly dataset: CompiledDataSet;
  /** The event as data models see it. */
  readonly fields: FieldSource;
  readonly #context: EvalContext;
  readonly #withEntities: () => FieldSource | undefined;
  readonly #parent: DataSetRow | undefined;
  #known: Map<string, Value> | undefined;
  #view: Event | undefined;

  constructor(
    dataset: CompiledDataSet,
    fields: FieldSource,
    context: EvalContext,
    withEntities: () => FieldSource | undefined = () => undefined,
    parent?: DataSetRow,
  ) {
    this.dataset = dataset;
    this.fields = fields;
    this.#context = context;
    this.#withEntities = withEntities;
    this.#parent = parent;
  }

  /** The same event in a child data set. */
  below(dataset: CompiledDataSet): DataSetRow {
    return new DataSetRow(dataset, this.fields, this.#context, this.#withEntities, this);
  }

  get(name: string): Value {
    const field = this.dataset.fields.get(name);
    if (field === undefined) return metadataFields.has(name) ? this.fields.get(name) : null;
    // A child that declares a field anew has it its own way.
    if (this.#parent?.dataset.fields.get(name) === field) return this.#parent.get(name);
    const known = this.#known?.get(name);
    if (known !== undefined) return known;
    const value = this.#find(name, field);
    this.#known ??= new Map();
    this.#known.set(name, value);
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
    const fields = this.#withEntities();
    return fields === undefined ? null : new DataSetRow(this.dataset, fields, this.#context).get(field);
  }

  #find(name: string, field: CompiledField): Value {
    let value = this.#given(name, field);
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
    return field.order < this.#order ? this.get(name) : this.#given(name, field);
  }

  /** The event's own value; texts that count as missing are. */
  #given(name: string, field: CompiledField): Value {
    const value = this.fields.get(name);
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
