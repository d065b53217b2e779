import type { EvalContext } from '../functions/context.js';
import { toText } from '../values/coerce.js';
import { Event, type FieldSource } from '../values/event.js';
import { valuesOf } from '../values/value.js';
import type { CompiledDataModels, CompiledDataSet } from './compile-data-model.js';
import { DataSetRow } from './data-set-row.js';
import { expandedFields } from './expanded-fields.js';

/** An event as data models look at it. */
export interface DataModelEvent {
  /** Raw fields and mapped ones. */
  readonly dataModelFields: FieldSource;
  readonly tags: ReadonlySet<string>;
  /** The same event with the entities of its XML kept; undefined where it has none. */
  readonly withEntities: DataModelEvent | undefined;
}

/**
 * One event as seen through the data models: membership by tags and filters, and rows per data set with defaults and
 * calculations. Each is worked out once per event and data set.
 */
export class DataSetRows {
  readonly #event: DataModelEvent;
  readonly #models: CompiledDataModels;
  readonly #context: EvalContext;
  /** Data sets that were asked for, and the rows in each: few, so that they are looked through. */
  readonly #datasets: CompiledDataSet[] = [];
  readonly #rows: (readonly DataSetRow[])[] = [];
  #named: ReadonlySet<CompiledDataSet> | undefined;

  constructor(event: DataModelEvent, models: CompiledDataModels, context: EvalContext) {
    this.#event = event;
    this.#models = models;
    this.#context = context;
  }

  /** The event as the first row of `Model.Dataset` under plain field names, or null when it is no member. */
  row(id: string): Event | null {
    const dataset = this.#models.datasets.get(id);
    const row = dataset === undefined ? undefined : this.rows(dataset)[0];
    return row === undefined ? null : Event.over(row);
  }

  /** The event as rows of a data set: one, or several where the model expands a field; none when it is no member. */
  rows(dataset: CompiledDataSet): readonly DataSetRow[] {
    const at = this.#datasets.indexOf(dataset);
    if (at >= 0) return this.#rows[at]!;
    const rows = this.#makeRows(dataset);
    this.#datasets.push(dataset);
    this.#rows.push(rows);
    return rows;
  }

  #makeRows(dataset: CompiledDataSet): readonly DataSetRow[] {
    if (!dataset.constrained) return noRows;
    const { parent, filter } = dataset;
    if (parent !== undefined) {
      const rows: DataSetRow[] = [];
      for (const row of this.rows(parent)) {
        if (!this.#hasTags(dataset)) break;
        if (filter !== undefined && !filter(Event.over(row), this.#context)) continue;
        rows.push(row.below(dataset));
      }
      return rows;
    }
    if (!this.#hasTags(dataset)) return noRows;
    const { dataModelFields } = this.#event;
    const inputs =
      dataset.expand === undefined ? [dataModelFields] : expandedFields(dataModelFields, dataset.expand, this.#context);
    const rows: DataSetRow[] = [];
    for (const fields of inputs) {
      if (filter !== undefined && !filter(Event.over(fields), this.#context)) continue;
      rows.push(new DataSetRow(dataset, fields, this.#context, this.#event));
    }
    return rows;
  }

  /** A data set that is decided by tags also accepts an event whose input says that it belongs there. */
  #hasTags(dataset: CompiledDataSet): boolean {
    const { tags } = dataset.dataset;
    return tags.every((tag) => this.#event.tags.has(tag)) || this.#isNamed(dataset);
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
