import type { MappedTable, PortSchema } from '../schema.js';
import { type DataSetDefinition, type DataSetDefinitions, type DataSetRules, dataSetRules } from './data-set-rules.js';
import type { SchemaMapping, TableMapping } from './mapping.js';
import type { DataSetFields } from './read-mapping.js';

/** The schema of a port with its tables where a mapping says; lookups and what holds for the run stay as they are. */
export function mappedPortSchema(
  base: PortSchema,
  mapping: SchemaMapping,
  definitions: DataSetDefinitions,
): PortSchema {
  if (mapping.loaded) return renamedTables(base, mapping);
  const events: MappedTable | undefined =
    mapping.events === undefined
      ? undefined
      : {
          schema: mapping.name,
          mapping: mapping.events,
          rules: undefined,
          keyOf: (written) => written,
          writtenName: (key) => key,
        };
  // A mapping has no tables of data points.
  const { metrics: _, ...rest } = base;
  return {
    ...rest,
    mapping: mapping.name,
    rawAlways: false,
    events,
    dataset(model, dataset, raw) {
      const names = base.dataset(model, dataset, raw);
      const lineage = definitions.lineage(model, dataset);
      if (names === undefined || lineage === undefined || 'mapping' in names) return undefined;
      const table = tableOf(lineage, mapping);
      if (table === undefined) return undefined;
      return {
        schema: mapping.name,
        mapping: table,
        rules: rulesOf(lineage, definitions),
        keyOf: (written) => names.keyOf(written),
        writtenName: (key) => names.writtenName(key),
      };
    },
  };
}

function rulesOf(lineage: readonly DataSetDefinition[], definitions: DataSetDefinitions): DataSetRules {
  const { model, name } = lineage.at(-1)!;
  return dataSetRules(lineage, definitions.hasChildren(model, name));
}

/** The table of a data set; a data set that only narrows its parent by a search is a part of the parent's table. */
function tableOf(lineage: readonly DataSetDefinition[], mapping: SchemaMapping): TableMapping | undefined {
  for (let depth = lineage.length - 1; depth >= 0; depth--) {
    const dataset = lineage[depth]!;
    const table = mapping.tables.get(`${dataset.model}.${dataset.name}`.toLowerCase());
    if (table !== undefined) return table;
    if (dataset.tags.length > (lineage[depth - 1]?.tags.length ?? 0)) return undefined;
  }
  return undefined;
}

/** Tables of the default layout under the names of a mapping. */
function renamedTables(base: PortSchema, mapping: SchemaMapping): PortSchema {
  const named = (table: string, given: TableMapping | undefined): string => given?.parts[0]?.table.join('.') ?? table;
  return {
    ...base,
    events:
      base.events === undefined || 'mapping' in base.events
        ? base.events
        : { table: named(base.events.table, mapping.events) },
    dataset(model, dataset, raw) {
      const found = base.dataset(model, dataset, raw);
      if (found === undefined || 'mapping' in found || raw) return found;
      return { ...found, table: named(found.table, mapping.tables.get(`${model}.${dataset}`.toLowerCase())) };
    },
  };
}

/** The names of data sets and their fields, as mappings write them. */
export function dataSetFields(definitions: DataSetDefinitions): DataSetFields {
  return (name) => {
    const dot = name.indexOf('.');
    const lineage = dot < 0 ? undefined : definitions.lineage(name.slice(0, dot), name.slice(dot + 1));
    if (lineage === undefined) return undefined;
    const own = lineage.at(-1)!;
    return {
      id: `${own.model}.${own.name}`,
      fields: new Set(lineage.flatMap(({ fields }) => [...fields.keys()])),
    };
  };
}
