import type { DatasetSource } from '../exec/context.js';
import type { LookupTableView } from '../exec/lookups/lookup-source.js';
import { lookupColumns } from '../sql/lookup-columns.js';
import type { LookupTableSchema, PortSchema } from '../sql/schema.js';
import type { Settings } from './options.js';

/** What a port needs to know of the data besides the default layout. */
export interface PortSources {
  /** A data set with the names of its fields. */
  dataset(model: string, dataset: string | undefined): Pick<DatasetSource, 'keyOf' | 'writtenName'> | undefined;
  /** The names of a data set as its data model gives them; without it they are taken as written. */
  properName?(
    model: string,
    dataset: string | undefined,
  ): { readonly model: string; readonly dataset: string | undefined };
  /** A lookup that has been read. */
  lookup(name: string): LookupTableView | undefined;
  readonly rawAlways: boolean;
  readonly order: PortSchema['order'];
}

/** The table of a data set in the default layout. */
export function dataSetTable(model: string, dataset: string | undefined, raw: boolean): string {
  return `${model}${dataset === undefined ? '' : `.${dataset}`}${raw ? ' with events' : ''}`;
}

/** The table of data points of metric indexes in the default layout. */
export const metricsTable = 'metrics';

export const lookupTable = (name: string): string => `lookup ${name}`;

/** The default layout as the schema of a port. */
export function createPortSchema(sources: PortSources, settings: Settings): PortSchema {
  const lookups = new Map<string, LookupTableSchema | undefined>();
  return {
    events: { table: 'events' },
    metrics: { table: metricsTable },
    dataset(model, dataset, raw) {
      const found = sources.dataset(model, dataset);
      const name = sources.properName?.(model, dataset) ?? { model, dataset };
      return found === undefined
        ? undefined
        : {
            table: dataSetTable(name.model, name.dataset, raw),
            keyOf: (written) => found.keyOf(written),
            writtenName: (key) => found.writtenName(key),
          };
    },
    lookup(name) {
      if (!lookups.has(name)) lookups.set(name, lookupSchema(name, sources.lookup(name)));
      return lookups.get(name);
    },
    limits: settings.limits,
    semantics: settings.semantics,
    timeZone: settings.timeZone,
    range: settings.range,
    rawAlways: sources.rawAlways,
    order: sources.order,
  };
}

function lookupSchema(name: string, view: LookupTableView | undefined): LookupTableSchema | undefined {
  if (view?.matching === undefined) return undefined;
  const columns = lookupColumns(view.fields);
  const { match, ...matching } = view.matching;
  return {
    table: lookupTable(name),
    fields: view.fields,
    column: (field) => columns.get(field) ?? field,
    matchOf: (field) => match.get(field) ?? 'exact',
    ...matching,
    timed: view.timeField !== undefined,
  };
}
