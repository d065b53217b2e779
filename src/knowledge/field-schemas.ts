import type { Catalog } from '../content/catalog.js';
import type { DataSetFieldShape, FieldSchemas } from '../plan/fields/field-schemas.js';
import type { DataModel } from './data-model.js';

/** What data models and lookups say about the fields of their rows. Names of models and data sets in any letter case. */
export function fieldSchemas(
  models: ReadonlyMap<string, DataModel>,
  catalog: Catalog,
  /** The columns that the files of lookups have, by the name of the lookup. */
  columnsOf: ReadonlyMap<string, readonly string[]>,
): FieldSchemas {
  const byName = new Map([...models.values()].map((model) => [model.name.toLowerCase(), model]));
  const known = new Map<string, readonly DataSetFieldShape[]>();
  const modelOf = (name: string): DataModel | undefined => byName.get(name.toLowerCase());
  return {
    modelNames: () => [...models.keys()],
    datasetNames: (model) => {
      const found = modelOf(model);
      return found === undefined ? undefined : [...found.datasets.keys()];
    },
    datasetFields: (model, dataset) => {
      const found = modelOf(model);
      const wanted = dataset.toLowerCase();
      const set =
        found === undefined
          ? undefined
          : [...found.datasets.values()].find((each) => each.name.toLowerCase() === wanted);
      if (found === undefined || set === undefined) return undefined;
      const key = `${found.name}.${set.name}`;
      let fields = known.get(key);
      if (fields === undefined) {
        fields = set.lineage.flatMap((name, depth) => {
          const lineage = set.lineage.slice(0, depth + 1).join('.');
          return [...(found.datasets.get(name)?.fields.values() ?? [])].map((field) => ({
            name: field.name,
            lineage,
            multivalue: field.multivalue,
          }));
        });
        known.set(key, fields);
      }
      return fields;
    },
    lookupIsTimed: (name) => catalog.lookup(name)?.time !== undefined,
    lookupColumns: (name) => {
      const lookup = catalog.lookup(name);
      if (lookup === undefined) return undefined;
      if (lookup.fields.length > 0) return lookup.fields;
      const columns = columnsOf.get(lookup.name);
      return columns === undefined || columns.length === 0 ? undefined : columns;
    },
  };
}
