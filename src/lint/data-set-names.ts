import type { FieldRead } from '../plan/fields/field-reads.js';
import type { FieldSchemas } from '../plan/fields/field-schemas.js';
import type { NodeFlow } from '../plan/fields.js';
import { inputsOf, type NodeOf, type PlanNode } from '../plan/plan.js';
import type { LintSearch } from './define.js';

/** A field name that a search writes with its data set in front. */
export interface DataSetRead {
  readonly node: NodeOf<'dataset'>;
  readonly flow: NodeFlow;
  readonly read: FieldRead;
}

/** Kinds of commands behind which names are still those of the data set. */
const transparent = new Set(['filter', 'limit', 'sort', 'dedup']);

/** The fields that commands read directly from a data set that gives them with their lineage (`tstats`). */
export function dataSetReads(search: LintSearch): readonly DataSetRead[] {
  return allReads(search).filter(({ node }) => node.prefixed);
}

/** The fields that commands read directly from a data set that gives them under their own names (`from datamodel`). */
export function plainDataSetReads(search: LintSearch): readonly DataSetRead[] {
  return allReads(search).filter(({ node }) => !node.prefixed);
}

function allReads(search: LintSearch): readonly DataSetRead[] {
  let known = readsBySearch.get(search);
  if (known === undefined) {
    known = findReads(search);
    readsBySearch.set(search, known);
  }
  return known;
}

const readsBySearch = new WeakMap<LintSearch, readonly DataSetRead[]>();

function findReads(search: LintSearch): DataSetRead[] {
  const found: DataSetRead[] = [];
  for (const flow of search.flow?.nodes.values() ?? []) {
    const node = datasetBelow(flow.node);
    if (node === undefined) continue;
    for (const read of flow.reads)
      if (!read.name.includes('*') && !isAmbient(read.name)) found.push({ node, flow, read });
  }
  return found;
}

function datasetBelow(top: PlanNode): NodeOf<'dataset'> | undefined {
  let node = inputsOf(top)[0];
  while (node !== undefined && transparent.has(node.kind)) node = inputsOf(node)[0];
  return node?.kind === 'dataset' ? node : undefined;
}

/** Names that every event of a data model has. */
function isAmbient(name: string): boolean {
  return /^(?:_.*|host|source|sourcetype|index|nodename|splunk_server|tag|eventtype|punct|linecount|timestamp|unit_id|count)$/.test(
    name,
  );
}

const namesBySchemas = new WeakMap<FieldSchemas, Map<string, ReadonlySet<string> | undefined>>();

/** Every full field name of a model, and the names of its data sets; undefined when the model is not known. */
export function fullNames(node: NodeOf<'dataset'>, schemas: FieldSchemas): ReadonlySet<string> | undefined {
  let byModel = namesBySchemas.get(schemas);
  if (byModel === undefined) {
    byModel = new Map();
    namesBySchemas.set(schemas, byModel);
  }
  if (!byModel.has(node.model)) byModel.set(node.model, namesOf(node.model, schemas));
  return byModel.get(node.model);
}

function namesOf(model: string, schemas: FieldSchemas): ReadonlySet<string> | undefined {
  const all = schemas.datasetNames(model);
  if (all === undefined) return undefined;
  // `nodename=` and children: fields of any data set of the model may be asked for below its root.
  const names = new Set<string>();
  for (const dataset of all) {
    for (const field of schemas.datasetFields(model, dataset) ?? []) names.add(`${field.lineage}.${field.name}`);
    names.add(dataset);
  }
  return names;
}

const lineages = new WeakMap<FieldSchemas, Map<string, ReadonlySet<string>>>();

/** The names that may stand in front of the fields of a data set; empty for an unknown one. */
export function lineageOf(model: string, dataset: string, schemas: FieldSchemas): ReadonlySet<string> {
  let byName = lineages.get(schemas);
  if (byName === undefined) {
    byName = new Map();
    lineages.set(schemas, byName);
  }
  const key = `${model}.${dataset}`;
  let names = byName.get(key);
  if (names === undefined) {
    names = new Set((schemas.datasetFields(model, dataset) ?? []).flatMap((field) => field.lineage.split('.')));
    byName.set(key, names);
  }
  return names;
}
