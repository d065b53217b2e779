import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { KnowledgeFile } from './load-source-definitions.js';
import { PlainObject } from './plain-data.js';

/** A data model: data sets by name, parents before children. One file of `rules/datamodels`. */
export interface DataModel {
  readonly name: string;
  readonly datasets: ReadonlyMap<string, DataSet>;
}

/** A data set as its data model writes it, with the fields it inherits. */
export interface DataSet {
  readonly model: string;
  readonly name: string;
  readonly parent: string | undefined;
  /** From the root down to this data set: the path in `Model.path.field` of a child, and the order of evaluation. */
  readonly lineage: readonly string[];
  /** Tags an event must have, those of all ancestors included. */
  readonly tags: readonly string[];
  /** A search expression that a member satisfies as well, after the parent's fields have been calculated. */
  readonly filter: string | undefined;
  /** What the published model does to its events first; of use to readers, `expand` and calculations are what counts. */
  readonly pipeline: string | undefined;
  /** Fields evaluated one after the other, and the field each value of which becomes an event of its own. */
  readonly expand: { readonly evals: ReadonlyMap<string, string>; readonly field: string | undefined } | undefined;
  /** Fields that this data set declares; it has those of its ancestors too. */
  readonly fields: ReadonlyMap<string, DataSetField>;
}

/** A field of a data set as its data model writes it. */
export interface DataSetField {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly recommended: boolean;
  readonly conditional: boolean;
  readonly multivalue: boolean;
  /** Comes from asset and identity tables, which are absent offline. */
  readonly enrichment: boolean;
  /** Values a source should use. */
  readonly values: readonly string[];
  /** Value when the event has none or an empty one. */
  readonly default: string | undefined;
  /** Texts that count as missing. */
  readonly nullValues: readonly string[];
  /** An eval expression that sees the event and the fields before this one. */
  readonly calculation: string | undefined;
  readonly since: string | undefined;
}

/** Data models by name, and what is wrong with their files. */
export interface LoadedDataModels {
  readonly models: ReadonlyMap<string, DataModel>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks data models: plain data in, models and diagnostics out. A later model of the same name replaces the earlier one. */
export function loadDataModels(files: Iterable<KnowledgeFile>): LoadedDataModels {
  const diagnostics: Diagnostic[] = [];
  const models = new Map<string, DataModel>();
  for (const file of files) {
    const root = PlainObject.read(file.data, file.name, diagnostics);
    if (root === undefined) continue;
    const name = root.requiredText('name');
    const drafts = root.map('datasets', (map, key) => {
      const object = map.object(key);
      return object === undefined ? undefined : readDraft(object);
    });
    root.finish();
    if (name === '') continue;
    if (models.has(name)) diagnostics.push(diagnostic('knowledge-duplicate', { kind: 'Data model', id: name }));
    models.set(name, { name, datasets: link(name, drafts, diagnostics) });
  }
  return { models, diagnostics };
}

type Draft = Omit<DataSet, 'model' | 'name' | 'lineage'>;

function link(model: string, drafts: ReadonlyMap<string, Draft>, diagnostics: Diagnostic[]): Map<string, DataSet> {
  const datasets = new Map<string, DataSet>();
  const visit = (name: string, path: readonly string[]): DataSet | undefined => {
    const done = datasets.get(name);
    if (done !== undefined) return done;
    const draft = drafts.get(name);
    if (draft === undefined) return undefined;
    const id = `${model}.${name}`;
    if (path.includes(name) || path.length > 64) {
      diagnostics.push(diagnostic('knowledge-cycle', { kind: 'Data set', id }));
      return undefined;
    }
    const parent = draft.parent === undefined ? undefined : visit(draft.parent, [...path, name]);
    if (draft.parent !== undefined && parent === undefined) {
      diagnostics.push(diagnostic('knowledge-unknown-parent', { kind: 'Data set', id, parent: draft.parent }));
    }
    const dataset: DataSet = {
      ...draft,
      model,
      name,
      lineage: [...(parent?.lineage ?? []), name],
      tags: [...new Set([...(parent?.tags ?? []), ...draft.tags])],
    };
    datasets.set(name, dataset);
    return dataset;
  };
  for (const name of drafts.keys()) visit(name, []);
  return datasets;
}

function readDraft(object: PlainObject): Draft {
  const expand = object.object('expand');
  const draft: Draft = {
    parent: object.text('parent'),
    tags: object.texts('tags'),
    filter: object.text('filter'),
    pipeline: object.text('pipeline'),
    expand:
      expand === undefined
        ? undefined
        : { evals: expand.map('evals', (map, key) => map.text(key)), field: expand.text('field') },
    fields: object.map('fields', (map, key) => {
      const field = map.object(key);
      return field === undefined ? undefined : readField(key, field);
    }),
  };
  expand?.finish();
  object.text('filter_until');
  object.finish();
  return draft;
}

function readField(name: string, object: PlainObject): DataSetField {
  const field: DataSetField = {
    name,
    type: object.text('type') ?? 'string',
    required: object.flag('required'),
    recommended: object.flag('recommended'),
    conditional: object.flag('conditional'),
    multivalue: object.flag('multivalue'),
    enrichment: object.flag('enrichment'),
    values: object.texts('values'),
    default: object.text('default'),
    nullValues: object.texts('null_values'),
    calculation: object.text('calculation'),
    since: object.text('since'),
  };
  object.object('lookup');
  object.finish();
  return field;
}
