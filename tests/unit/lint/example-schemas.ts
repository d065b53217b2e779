import type { FieldSchemas } from '../../../src/plan/fields/field-schemas.js';

const fields: Readonly<Record<string, readonly string[]>> = {
  'Endpoint.Processes': ['process', 'process_name', 'parent_process_name', 'user', 'dest', 'process_id'],
  'Endpoint.Registry': ['registry_path', 'registry_value_name', 'dest', 'user'],
  'Network_Traffic.All_Traffic': ['src', 'dest', 'dest_port', 'action'],
};

/** A small world of data models for the examples of rules. */
export const exampleSchemas: FieldSchemas = {
  modelNames: () => ['Endpoint', 'Network_Traffic'],
  datasetNames: (model) =>
    model === 'Endpoint' ? ['Processes', 'Registry'] : model === 'Network_Traffic' ? ['All_Traffic'] : undefined,
  datasetFields: (model, dataset) =>
    fields[`${model}.${dataset}`]?.map((name) => ({ name, lineage: dataset, multivalue: false })),
  lookupColumns: (name) => (name === 'owners' ? ['dest', 'user', 'owner'] : undefined),
  lookupIsTimed: () => false,
};
