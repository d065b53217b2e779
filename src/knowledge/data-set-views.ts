import type { DatasetView, DatasetViews, MemberWish } from '../exec/context.js';
import type { EvalContext } from '../functions/context.js';
import { once } from '../support/once.js';
import { Event, type FieldSource } from '../values/event.js';
import { metadataFields } from '../values/metadata-fields.js';
import { multivalue, type Value, valuesOf } from '../values/value.js';
import { type CompiledDataModels, type CompiledDataSet, lineageOf, resolveDataSetField } from './compile-data-model.js';
import type { DataSetRow } from './data-set-row.js';
import { type DataModelEvent, DataSetRows } from './data-set-rows.js';
import { NormalisedEvent } from './normalise.js';
import { type DataSetIds, dataSetIds, prefixedFields } from './prefixed-fields.js';

/**
 * Data sets as `tstats`, `from` and `datamodel` look at them (spl-commands 11.1, 11.4). Names of models and data sets are
 * compared without case. An event is worked out once per data set, however many searches ask.
 */
export function createDatasetViews(models: () => CompiledDataModels, context: EvalContext): DatasetViews {
  const ids = once(() => dataSetIds(models()));
  const rowsOf = (event: Event): DataSetRows => {
    const { source } = event;
    if (source instanceof NormalisedEvent) return source.rowsIn(models());
    return new DataSetRows(plainEvent(event, ids()), models(), context);
  };
  const views = new Map<string, DatasetView | undefined>();
  return {
    view(model, dataset) {
      const id = `${model}.${dataset ?? ''}`.toLowerCase();
      if (!views.has(id)) views.set(id, makeView(models(), model.toLowerCase(), dataset?.toLowerCase(), rowsOf));
      return views.get(id);
    },
    names: () => [...models().datasets.values()].map(({ dataset: { model, name } }) => ({ model, dataset: name })),
    properName(model, dataset) {
      const [inModel, named] = [model.toLowerCase(), dataset?.toLowerCase()];
      const all = this.names().filter((each) => each.model.toLowerCase() === inModel);
      const found = all.find((each) => each.dataset.toLowerCase() === named);
      return { model: all[0]?.model ?? model, dataset: found?.dataset ?? dataset };
    },
  };
}

/** An event that no source definition has seen: it says itself what it is (`_cim`, `tag`, `Processes.user`). */
function plainEvent(event: Event, ids: DataSetIds): DataModelEvent {
  const tags = [...valuesOf(event.get('tag')), ...valuesOf(event.get('tag{}'))];
  return {
    dataModelFields: prefixedFields(event, ids) ?? {
      get: (field) => event.get(field),
      fieldNames: () => event.fieldNames(),
    },
    tags: new Set(tags.map(String)),
    withEntities: undefined,
    planned: undefined,
  };
}

type RowsOf = (event: Event) => DataSetRows;

function makeView(
  models: CompiledDataModels,
  model: string,
  name: string | undefined,
  rowsOf: RowsOf,
): DatasetView | undefined {
  const all = [...models.datasets.values()].filter(({ dataset }) => dataset.model.toLowerCase() === model);
  const chosen = all.filter(({ dataset, parent }) =>
    name === undefined ? parent === undefined : dataset.name.toLowerCase() === name,
  );
  const single = chosen.length === 1 ? chosen[0] : undefined;
  if (single !== undefined) return new DataSetView(new DataSetNames(single, all), rowsOf);
  return chosen.length === 0
    ? undefined
    : new ModelView(
        chosen.map((each) => new DataSetNames(each, all)),
        rowsOf,
      );
}

/** A field under the key that rows answer to. */
interface Placed {
  readonly key: string;
  readonly dataset: CompiledDataSet;
  readonly field: string;
}

/** Keys beyond this many come out of hostile searches only. */
const maxKeys = 10_000;

/** The keys of one data set: its fields plain, those of data sets below it with the path from there (`Instance_Changes.image_id`). */
class DataSetNames {
  readonly dataset: CompiledDataSet;
  /** The data set with those above it: `Authentication.Failed_Authentication`. */
  readonly path: string;
  readonly descendants: readonly { readonly dataset: CompiledDataSet; readonly path: string }[];
  readonly #below = new Map<string, Placed>();

  constructor(dataset: CompiledDataSet, all: readonly CompiledDataSet[]) {
    this.dataset = dataset;
    const depth = dataset.dataset.lineage.length;
    this.path = pathOf(dataset);
    this.descendants = all
      .filter((each) => each !== dataset && isBelow(each, dataset))
      .map((each) => ({ dataset: each, path: pathOf(each) }));
    for (const { dataset: each } of this.descendants) {
      for (const { name, declaredBy } of each.fields.values()) {
        if (declaredBy !== each.dataset.name || dataset.fields.has(name)) continue;
        const key = [...each.dataset.lineage.slice(depth), name].join('.');
        this.#below.set(key, { key, dataset: each, field: name });
      }
    }
  }

  below(key: string): Placed | undefined {
    return this.#below.get(key);
  }

  belowKeys(): Iterable<string> {
    return this.#below.keys();
  }

  /** The key of a written name; undefined for a name that is none of this data set. */
  keyOf(written: string): string | undefined {
    if (!written.includes('.')) return undefined;
    // Content writes the model in front of the data set, too.
    const model = `${this.dataset.dataset.model}.`;
    const rest = written.toLowerCase().startsWith(model.toLowerCase()) ? written.slice(model.length) : written;
    for (const name of rest === written ? [written] : [written, rest]) {
      const own = resolveDataSetField(this.dataset, name);
      if (own !== undefined && name !== own.name) return own.name;
      for (const { dataset: each } of this.descendants) {
        const field = resolveDataSetField(each, name);
        if (field === undefined || field.name === name) continue;
        if (this.dataset.fields.has(field.name)) return field.name;
        for (const [key, placed] of this.#below) {
          if (placed.field === field.name && placed.dataset.dataset.name === field.declaredBy) return key;
        }
      }
    }
    return undefined;
  }

  writtenName(key: string): string {
    const placed = this.#below.get(key);
    const lineage = placed === undefined ? lineageOf(this.dataset, key) : lineageOf(placed.dataset, placed.field);
    return lineage === undefined || metadataFields.has(key) ? key : `${lineage}.${placed?.field ?? key}`;
  }
}

function pathOf({ dataset }: CompiledDataSet): string {
  return dataset.lineage.join('.');
}

function isBelow(dataset: CompiledDataSet, ancestor: CompiledDataSet): boolean {
  for (let each = dataset.parent; each !== undefined; each = each.parent) if (each === ancestor) return true;
  return false;
}

/** Whether an event with these tags can be a member: filters may still keep it out. */
function mayHold(dataset: CompiledDataSet, tags: ReadonlySet<string>): boolean {
  for (let each: CompiledDataSet | undefined = dataset; each !== undefined; each = each.parent) {
    if (!each.constrained || !each.dataset.tags.every((tag) => tags.has(tag))) return false;
  }
  return true;
}

/** In front of a plain name that a search writes for a field which has its data set in front: there is no such field. */
const unknownMark = '\0';

function membersIn(view: DatasetView, event: Event, raw: boolean): readonly Event[] {
  const members: Event[] = [];
  view.eachMember(event, { raw, isMember: false }, (row) => members.push(row));
  return members;
}

class DataSetView implements DatasetView {
  readonly #names: DataSetNames;
  readonly #shape: ViewShape;
  readonly #rawShape: ViewShape;
  readonly #rowsOf: RowsOf;

  constructor(names: DataSetNames, rowsOf: RowsOf) {
    this.#names = names;
    this.#shape = { names, raw: false };
    this.#rawShape = { names, raw: true };
    this.#rowsOf = rowsOf;
  }

  keyOf(written: string): string {
    const key = this.#names.keyOf(written);
    if (key !== undefined) return key;
    return this.#names.dataset.fields.has(written) && !metadataFields.has(written) ? unknownMark + written : written;
  }

  writtenName(key: string): string {
    return key.startsWith(unknownMark) ? key.slice(unknownMark.length) : this.#names.writtenName(key);
  }

  mayHold(tags: ReadonlySet<string>): boolean {
    return mayHold(this.#names.dataset, tags);
  }

  members(event: Event, raw: boolean): readonly Event[] {
    return membersIn(this, event, raw);
  }

  eachMember(event: Event, { raw, isMember }: MemberWish, take: (row: Event) => void): void {
    const rows = this.#rowsOf(event).rows(this.#names.dataset, isMember);
    const shape = raw ? this.#rawShape : this.#shape;
    for (let index = 0; index < rows.length; index++) take(Event.over(new ViewRow(rows[index]!, shape)));
  }
}

interface ViewShape {
  readonly names: DataSetNames;
  /** Rows have the other fields of their events. */
  readonly raw: boolean;
}

/** A row of a data set under the keys of its view. */
class ViewRow implements FieldSource {
  readonly #row: DataSetRow;
  readonly #shape: ViewShape;

  constructor(row: DataSetRow, shape: ViewShape) {
    this.#row = row;
    this.#shape = shape;
  }

  get characters(): number {
    return this.#row.characters;
  }

  get(key: string): Value {
    const cell = this.#row.plan.cell(key);
    if (cell !== null) return this.#row.valueOf(cell);
    if (key === 'nodename') return this.#nodename();
    const { names, raw } = this.#shape;
    const placed = names.below(key);
    if (placed !== undefined) {
      const { owner, index } = this.#row;
      return owner.rows(placed.dataset)[index]?.get(placed.field) ?? null;
    }
    return raw ? this.#row.fields.get(key) : null;
  }

  *fieldNames(): Iterable<string> {
    const seen = new Set<string>();
    for (const name of this.#row.fieldNames()) {
      seen.add(name);
      yield name;
    }
    const { names, raw } = this.#shape;
    for (const key of names.belowKeys()) if (this.get(key) !== null) yield key;
    if (!raw) return;
    for (const name of this.#row.fields.fieldNames()) {
      // What the data set makes null is not there.
      if (!seen.has(name) && !names.dataset.fields.has(name)) yield name;
    }
  }

  otherNames(field: string): readonly string[] {
    return this.#row.otherNames(field);
  }

  asWritten(field: string): Value {
    return this.#row.asWritten(field);
  }

  /** The data set and those below it to which the event belongs, each with its path. */
  #nodename(): Value {
    const { path, descendants } = this.#shape.names;
    let nodes: string[] | undefined;
    for (const each of descendants) {
      if (this.#row.owner.rows(each.dataset).length === 0) continue;
      nodes ??= [path];
      nodes.push(each.path);
    }
    return nodes === undefined ? path : multivalue(nodes);
  }
}

/** All root data sets of a model: a row of each of them that the event belongs to. Keys are names as searches write them. */
class ModelView implements DatasetView {
  readonly #roots: readonly DataSetNames[];
  readonly #rowsOf: RowsOf;
  /** Key → root and key there. */
  readonly #placed = new Map<string, { readonly root: DataSetNames; readonly key: string }>();

  constructor(roots: readonly DataSetNames[], rowsOf: RowsOf) {
    this.#roots = roots;
    this.#rowsOf = rowsOf;
  }

  keyOf(written: string): string {
    for (const root of this.#roots) {
      const key = root.keyOf(written);
      if (key === undefined) continue;
      const name = root.writtenName(key);
      if (this.#placed.size < maxKeys) this.#placed.set(name, { root, key });
      return name;
    }
    return written;
  }

  writtenName(key: string): string {
    return key;
  }

  mayHold(tags: ReadonlySet<string>): boolean {
    return this.#roots.some(({ dataset }) => mayHold(dataset, tags));
  }

  members(event: Event, raw: boolean): readonly Event[] {
    return membersIn(this, event, raw);
  }

  /** That an event is a member does not say of which root: that is looked at anyway. */
  eachMember(event: Event, { raw }: MemberWish, take: (row: Event) => void): void {
    const rows = this.#rowsOf(event);
    for (const names of this.#roots) {
      const shape = { names, raw };
      for (const row of rows.rows(names.dataset))
        take(Event.over(new ModelRow(new ViewRow(row, shape), names, this.#placed)));
    }
  }
}

class ModelRow implements FieldSource {
  readonly #row: ViewRow;
  readonly #root: DataSetNames;
  readonly #placed: ReadonlyMap<string, { readonly root: DataSetNames; readonly key: string }>;

  constructor(
    row: ViewRow,
    root: DataSetNames,
    placed: ReadonlyMap<string, { readonly root: DataSetNames; readonly key: string }>,
  ) {
    this.#row = row;
    this.#root = root;
    this.#placed = placed;
  }

  get characters(): number {
    return this.#row.characters;
  }

  get(key: string): Value {
    const placed = this.#placed.get(key);
    if (placed !== undefined) return placed.root === this.#root ? this.#row.get(placed.key) : null;
    if (key.includes('.')) {
      const own = this.#root.keyOf(key);
      return own === undefined ? this.#row.get(key) : this.#row.get(own);
    }
    return this.#root.dataset.fields.has(key) && !metadataFields.has(key) ? null : this.#row.get(key);
  }

  *fieldNames(): Iterable<string> {
    for (const key of this.#row.fieldNames()) yield this.#root.writtenName(key);
  }

  otherNames(field: string): readonly string[] {
    return this.#row.otherNames(field);
  }

  asWritten(field: string): Value {
    const placed = this.#placed.get(field);
    return placed?.root === this.#root ? this.#row.asWritten(placed.key) : null;
  }
}
