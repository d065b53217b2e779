import { scalarText } from '../values/coerce.js';
import type { Event } from '../values/event.js';
import { valuesOf } from '../values/value.js';
import type { Batch, DatasetSource, DatasetView, DatasetViews, EventSources } from './context.js';
import { GivenDataSet, type GivenRows } from './given-data-set.js';
import { insideRange } from './inside-range.js';
import { batchSize, inBatches } from './operator.js';
import { type PlainRow, plainRowEvent } from './plain-row.js';

/** Rows given by a program instead of read from files. */
export interface MemoryInputs {
  readonly events: Iterable<Event> | AsyncIterable<Event>;
  /** Members of data sets by `Model.Dataset`, with unprefixed names; `nodename` names the child data sets of a row. */
  readonly dataModels?: Readonly<Record<string, readonly PlainRow[]>>;
  /** Metric data points: `metric_name`, `_value`, dimensions. */
  readonly metrics?: readonly PlainRow[];
  /** What the events are in the data models; without it only the rows of `dataModels` belong to data sets. */
  readonly views?: DatasetViews;
}

/**
 * Sources over events in memory, in the order given. They are read when a search first asks for them, and held; each scan
 * gets copies. Data sets given as rows go before what the events are in the data models.
 */
export function createMemorySources(inputs: MemoryInputs): EventSources {
  let held: Promise<Event[]> | undefined;
  const all = (): Promise<Event[]> => {
    held ??= collected(inputs.events);
    return held;
  };
  const given = givenDataSets(inputs.dataModels ?? {});
  const points = (inputs.metrics ?? []).map(plainRowEvent);
  const events: EventSources['events'] = async function* (range): AsyncIterable<Batch> {
    const list = await all();
    for (let start = 0; start < list.length; start += batchSize) {
      const batch = list.slice(start, start + batchSize).filter((event) => insideRange(event, range));
      if (batch.length > 0) yield batch.map((event) => event.copy());
    }
  };
  const known = new Map<string, DatasetSource | undefined>();
  const find = (model: string, dataset: string | undefined): DatasetSource | undefined => {
    const tables = given.get(model.toLowerCase());
    const view = inputs.views?.view(model, dataset);
    if (tables !== undefined) return givenSource(tables, dataset) ?? emptyWhereKnown(view);
    return view === undefined ? undefined : viewSource(view, events);
  };
  return {
    events,
    dataset(model, dataset): DatasetSource | undefined {
      const name = `${model}.${dataset ?? ''}`.toLowerCase();
      if (!known.has(name)) known.set(name, find(model, dataset));
      return known.get(name);
    },
    async *metrics(range): AsyncIterable<Batch> {
      const inside = points.filter((point) => insideRange(point, range));
      if (inside.length > 0) yield inside.map((point) => point.copy());
    },
  };
}

async function collected(events: Iterable<Event> | AsyncIterable<Event>): Promise<Event[]> {
  const list: Event[] = [];
  for await (const event of events) list.push(event);
  return list;
}

type Tables = Map<string, GivenRows>;

function givenDataSets(dataModels: Readonly<Record<string, readonly PlainRow[]>>): Map<string, Tables> {
  const models = new Map<string, Tables>();
  for (const [name, rows] of Object.entries(dataModels)) {
    const dot = name.indexOf('.');
    const model = dot < 0 ? name : name.slice(0, dot);
    const dataset = dot < 0 ? name : name.slice(dot + 1);
    let tables = models.get(model.toLowerCase());
    if (tables === undefined) {
      tables = new Map();
      models.set(model.toLowerCase(), tables);
    }
    tables.set(dataset.toLowerCase(), { dataset, rows: rows.map(plainRowEvent) });
  }
  return models;
}

/** The rows of a data set; those of a child are found by the `nodename` of the rows of the others. */
function givenSource(tables: Tables, dataset: string | undefined): DatasetSource | undefined {
  if (dataset === undefined) return new GivenDataSet([...tables.values()]);
  const wanted = dataset.toLowerCase();
  const own = tables.get(wanted);
  if (own !== undefined) return new GivenDataSet([own]);
  const isMember = (row: Event): boolean =>
    valuesOf(row.get('nodename')).some((name) => scalarText(name).toLowerCase().split('.').includes(wanted));
  const rows = [...tables.values()].flatMap((table) => table.rows).filter(isMember);
  return rows.length === 0 ? undefined : new GivenDataSet([{ dataset, rows }]);
}

/** A data set that exists, of which no row was given. */
function emptyWhereKnown(view: DatasetView | undefined): DatasetSource | undefined {
  if (view === undefined) return undefined;
  return {
    keyOf: (written) => view.keyOf(written),
    writtenName: (key) => view.writtenName(key),
    rows: () => inBatches([]),
  };
}

/** The members of a data set among events. */
function viewSource(view: DatasetView, events: EventSources['events']): DatasetSource {
  return {
    keyOf: (written) => view.keyOf(written),
    writtenName: (key) => view.writtenName(key),
    async *rows(range, raw): AsyncIterable<Batch> {
      for await (const batch of events(range)) {
        const members = batch.flatMap((event) => view.members(event, raw));
        if (members.length > 0) yield members;
      }
    },
  };
}
