import type { EvalContext } from '../functions/context.js';
import { Event, type FieldSource } from '../values/event.js';
import { metadataFields } from '../values/metadata-fields.js';
import type { Value } from '../values/value.js';
import type { CompiledDataSet, CompiledField } from './compile-data-model.js';
import type { FieldPlan, PlannedField } from './field-plan.js';

/** How a field of the rows of a data set comes about. */
export interface RowCell {
  readonly name: string;
  /** The value that all rows have; undefined where they differ. */
  readonly constant: Value | undefined;
  /** Place of its value among those of one event in all data sets below the same root; -1 for what the event itself remembers. */
  readonly slot: number;
  /** Undefined for a field that rows have from the event as it is. */
  readonly field: CompiledField | undefined;
  /** How the event comes by it, where events have a plan. */
  readonly given: PlannedField | undefined;
  /** The plan of the data set that has it so: this one or one above. */
  readonly plan: RowPlan;
}

/**
 * How the fields of a data set's rows come about, put together once for all events that have the same plan: the mapped value, then the
 * calculation, then the default.
 */
export class RowPlan {
  readonly dataset: CompiledDataSet;
  /** Undefined for rows of which it is not known how their events come by their fields. */
  readonly fields: FieldPlan | undefined;
  readonly parent: RowPlan | undefined;
  /** Slots that are taken, by the data sets below the same root. */
  readonly slots: { count: number };
  readonly calculation: Calculation;
  readonly #cells = new Map<string, RowCell | null>();

  readonly #constantOf: (name: string) => Value | undefined;

  /** `constantOf`: the value of a field that all rows have; undefined where they differ. */
  constructor(
    dataset: CompiledDataSet,
    fields: FieldPlan | undefined,
    parent: RowPlan | undefined,
    constantOf: (name: string) => Value | undefined,
  ) {
    this.dataset = dataset;
    this.fields = fields;
    this.parent = parent;
    this.slots = parent?.slots ?? { count: 0 };
    this.calculation = new Calculation(this);
    this.#constantOf = constantOf;
  }

  /** A field of the data set or of its metadata; null for any other name. */
  cell(name: string): RowCell | null {
    const known = this.#cells.get(name);
    return known === undefined ? this.#plan(name) : known;
  }

  #plan(name: string): RowCell | null {
    const field = this.dataset.fields.get(name);
    // Other names come out of searches and events: they are not remembered.
    if (field === undefined && !metadataFields.has(name)) return null;
    const { parent, fields } = this;
    let cell: RowCell;
    // A child that declares a field anew has it its own way.
    if (parent !== undefined && field !== undefined && parent.dataset.fields.get(name) === field) {
      cell = parent.cell(name)!;
    } else {
      const constant = this.#constantOf(name);
      cell = {
        name,
        constant,
        slot: constant !== undefined || field === undefined ? -1 : this.slots.count++,
        field,
        given: fields?.field(name),
        plan: this,
      };
    }
    this.#cells.set(name, cell);
    return cell;
  }
}

/** A row as calculations look at it. */
export interface CalculatedRow {
  /** The event. */
  readonly fields: FieldSource;
  valueOf(cell: RowCell): Value;
  /** What the event gives, before any calculation. */
  given(cell: RowCell): Value;
}

/** What calculations see of a row: the event, and results of the fields before their own. */
class Calculation implements FieldSource {
  readonly #plan: RowPlan;
  /** The same for one row after the other; no expression writes to it. */
  readonly #event = Event.over(this);
  #row: CalculatedRow | undefined;
  #order = 0;

  constructor(plan: RowPlan) {
    this.#plan = plan;
  }

  /** Runs the calculation of a field, perhaps on the way to the result of another. */
  run({ calculation, order }: CompiledField, row: CalculatedRow, context: EvalContext): Value {
    const rowBefore = this.#row;
    const orderBefore = this.#order;
    this.#row = row;
    this.#order = order;
    try {
      return calculation!(this.#event, context);
    } finally {
      this.#row = rowBefore;
      this.#order = orderBefore;
    }
  }

  get(name: string): Value {
    const row = this.#row!;
    const cell = this.#plan.cell(name);
    if (cell === null || cell.field === undefined) return row.fields.get(name);
    return cell.field.order < this.#order ? row.valueOf(cell) : row.given(cell);
  }

  fieldNames(): Iterable<string> {
    return this.#row!.fields.fieldNames();
  }
}
