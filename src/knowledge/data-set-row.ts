import type { EvalContext } from '../functions/context.js';
import type { FieldSource } from '../values/event.js';
import { metadataFields } from '../values/metadata-fields.js';
import type { Value } from '../values/value.js';
import type { CompiledDataSet } from './compile-data-model.js';
import type { FieldPlan, PlannedEvent } from './field-plan.js';
import { type CalculatedRow, type RowCell, RowPlan } from './row-plan.js';

/** The event of which something is a row. */
export interface RowOwner {
  readonly context: EvalContext;
  /** By its plan, where that is how it comes by its fields. */
  readonly planned: PlannedEvent | undefined;
  /** The same event with the entities of its XML kept, where it has any. */
  readonly withEntities: { readonly dataModelFields: FieldSource } | undefined;
  /** Its rows in another data set. */
  rows(dataset: CompiledDataSet): readonly DataSetRow[];
}

/**
 * The fields of one event in one data set under plain names. A field is worked out once; what a data set has from its parent it
 * takes from the parent's row.
 */
export class DataSetRow implements FieldSource, CalculatedRow {
  readonly plan: RowPlan;
  /** The event as data models see it. */
  readonly fields: FieldSource;
  readonly owner: RowOwner;
  /** Place among the rows of the event in the data set. */
  readonly index: number;
  /** Values that have been worked out, by the slots of their fields; the rows above and below have the same list. */
  readonly #values: (Value | undefined)[];

  constructor(plan: RowPlan, fields: FieldSource, owner: RowOwner, index: number, above?: DataSetRow) {
    this.plan = plan;
    this.fields = fields;
    this.owner = owner;
    this.index = index;
    this.#values = above === undefined ? new Array(plan.slots.count) : above.#values;
  }

  get characters(): number {
    return this.fields.characters ?? 0;
  }

  get dataset(): CompiledDataSet {
    return this.plan.dataset;
  }

  /** The same event in a child data set. */
  below(dataset: CompiledDataSet, index: number): DataSetRow {
    return new DataSetRow(rowPlan(dataset, this.plan.fields, this.owner.context), this.fields, this.owner, index, this);
  }

  get(name: string): Value {
    const cell = this.plan.cell(name);
    return cell === null ? null : this.valueOf(cell);
  }

  /** A field of the plan. */
  valueOf(cell: RowCell): Value {
    if (cell.constant !== undefined) return cell.constant;
    if (cell.slot === -1) return this.given(cell);
    let value = this.#values[cell.slot];
    if (value === undefined) {
      value = this.#find(cell);
      this.#values[cell.slot] = value;
    }
    return value;
  }

  /** The event's own value; texts that count as missing are. */
  given({ name, given, field }: RowCell): Value {
    const value = given === undefined ? this.fields.get(name) : this.owner.planned!.valueOf(given, true);
    return typeof value === 'string' && field?.nullValues.has(value) === true ? null : value;
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
    const { context, withEntities } = this.owner;
    if (withEntities === undefined) return null;
    return alone(this.dataset, withEntities.dataModelFields, context).get(field);
  }

  #find(cell: RowCell): Value {
    const { field, plan } = cell;
    if (field === undefined) return this.given(cell);
    let value: Value;
    if (field.calculation === undefined) value = this.given(cell);
    else {
      value = plan.calculation.run(field, this, this.owner.context);
      if (typeof value === 'boolean') value = String(value);
    }
    return value === null || value === '' ? (field.default ?? null) : value;
  }
}

/** A row of an event of which nothing else is asked. */
function alone(dataset: CompiledDataSet, fields: FieldSource, context: EvalContext): DataSetRow {
  const owner: RowOwner = { context, planned: undefined, withEntities: undefined, rows: () => [] };
  return new DataSetRow(rowPlan(dataset, undefined, context), fields, owner, 0);
}

type RowPlans = WeakMap<CompiledDataSet, RowPlan>;
const plans = new WeakMap<FieldPlan, RowPlans>();
const plansOfAny: RowPlans = new WeakMap();

/** The plan for the rows of events that have a plan, or of any. */
export function rowPlan(dataset: CompiledDataSet, fields: FieldPlan | undefined, context: EvalContext): RowPlan {
  let known = fields === undefined ? plansOfAny : plans.get(fields);
  if (known === undefined) {
    known = new WeakMap();
    plans.set(fields!, known);
  }
  let plan = known.get(dataset);
  if (plan === undefined) {
    const parent = dataset.parent === undefined ? undefined : rowPlan(dataset.parent, fields, context);
    plan = new RowPlan(dataset, fields, parent, (name) =>
      fields?.constant(({ dataModelFields }) => alone(dataset, dataModelFields, context).get(name)),
    );
    known.set(dataset, plan);
  }
  return plan;
}
