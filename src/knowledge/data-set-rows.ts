import type { EvalContext } from '../functions/context.js';
import { toText } from '../values/coerce.js';
import { Event, type FieldSource } from '../values/event.js';
import { valuesOf } from '../values/value.js';
import type { CompiledDataModels, CompiledDataSet } from './compile-data-model.js';
import { DataSetRow, type RowOwner, rowPlan } from './data-set-row.js';
import { expandedFields } from './expanded-fields.js';
import type { PlannedEvent } from './field-plan.js';

/** An event as data models look at it. */
export interface DataModelEvent {
  /** Raw fields and mapped ones. */
  readonly dataModelFields: FieldSource;
  readonly tags: ReadonlySet<string>;
  /** The same event with the entities of its XML kept; undefined where it has none. */
  readonly withEntities: DataModelEvent | undefined;
  /** The event by its plan; undefined where it has none. */
  readonly planned: PlannedEvent | undefined;
}

/** The rows in a data set that was asked for, and those that were asked for before. */
interface MadeRows {
  readonly dataset: CompiledDataSet;
  readonly rows: readonly DataSetRow[];
  readonly before: MadeRows | undefined;
}

/**
 * One event as seen through the data models: membership by tags and filters, and rows per data set with defaults and
 * calculations. Each is worked out once per event and data set.
 */
export class DataSetRows implements RowOwner {
  readonly context: EvalContext;
  readonly #event: DataModelEvent;
  readonly #models: CompiledDataModels;
  /** Few, so that they are looked through. */
  #made: MadeRows | undefined;
  #named: ReadonlySet<CompiledDataSet> | undefined;

  constructor(event: DataModelEvent, models: CompiledDataModels, context: EvalContext) {
    this.#event = event;
    this.#models = models;
    this.context = context;
  }

  /** The event as the first row of `Model.Dataset` under plain field names, or null when it is no member. */
  row(id: string): Event | null {
    const dataset = this.#models.datasets.get(id);
    const row = dataset === undefined ? undefined : this.rows(dataset)[0];
    return row === undefined ? null : Event.over(row);
  }

  get planned(): PlannedEvent | undefined {
    return this.#event.planned;
  }

  get withEntities(): DataModelEvent | undefined {
    return this.#event.withEntities;
  }

  /**
   * The event as rows of a data set: one, or several where the model expands a field; none when it is no member. `isMember`: it is known
   * to be one.
   */
  rows(dataset: CompiledDataSet, isMember = false): readonly DataSetRow[] {
    for (let made = this.#made; made !== undefined; made = made.before) if (made.dataset === dataset) return made.rows;
    const rows = dataset.parent === undefined ? this.#rootRows(dataset, isMember) : this.#rowsBelow(dataset, isMember);
    this.#made = { dataset, rows, before: this.#made };
    return rows;
  }

  #rowsBelow(dataset: CompiledDataSet, isMember: boolean): readonly DataSetRow[] {
    if (!dataset.constrained) return noRows;
    const above = this.rows(dataset.parent!, isMember);
    if (above.length === 0 || !(isMember || this.#hasTags(dataset))) return noRows;
    if (above.length === 1) {
      const row = above[0]!;
      return isMember || this.#fits(dataset, row) ? [row.below(dataset, 0)] : noRows;
    }
    const fitting = isMember || dataset.filter === undefined ? above : above.filter((row) => this.#fits(dataset, row));
    return fitting.map((row, index) => row.below(dataset, index));
  }

  #rootRows(dataset: CompiledDataSet, isMember: boolean): readonly DataSetRow[] {
    if (!dataset.constrained || !(isMember || this.#hasTags(dataset))) return noRows;
    const { dataModelFields: fields } = this.#event;
    if (dataset.expand === undefined) {
      if (!(isMember || this.#fits(dataset, fields))) return noRows;
      return [new DataSetRow(rowPlan(dataset, this.planned?.plan, this.context), fields, this, 0)];
    }
    const plan = rowPlan(dataset, undefined, this.context);
    return expandedFields(fields, dataset.expand, this.context)
      .filter((each) => this.#fits(dataset, each))
      .map((each, index) => new DataSetRow(plan, each, this, index));
  }

  #fits({ filter }: CompiledDataSet, fields: FieldSource): boolean {
    return filter === undefined || filter(Event.over(fields), this.context);
  }

  /** A data set that is decided by tags also accepts an event whose input says that it belongs there. */
  #hasTags(dataset: CompiledDataSet): boolean {
    const { tags } = dataset.dataset;
    const given = this.#event.tags;
    for (const tag of tags) if (!given.has(tag)) return this.#isNamed(dataset);
    return true;
  }

  /** Whether the event's `_cim` names the data set or one below it. */
  #isNamed(dataset: CompiledDataSet): boolean {
    this.#named ??= this.#readNamed();
    return this.#named.has(dataset);
  }

  #readNamed(): ReadonlySet<CompiledDataSet> {
    const { dataModelFields } = this.#event;
    const named = dataModelFields.get('_cim');
    const listed = dataModelFields.get('_cim{}');
    if (named === null && listed === null) return noDataSets;
    const given = [...valuesOf(named), ...valuesOf(listed)];
    const wanted = new Set(given.map((each) => (toText(each) ?? '').toLowerCase()));
    const found = new Set<CompiledDataSet>();
    for (const [id, dataset] of this.#models.datasets) {
      if (!wanted.has(id.toLowerCase())) continue;
      for (let each: CompiledDataSet | undefined = dataset; each !== undefined; each = each.parent) found.add(each);
    }
    return found;
  }
}

const noRows: readonly DataSetRow[] = [];
const noDataSets: ReadonlySet<CompiledDataSet> = new Set();
