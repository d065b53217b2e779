import { compileSearch } from '../compile/compile.js';
import type { Catalog } from '../content/catalog.js';
import type { FileSearch } from '../lint/file-search.js';
import type { FieldSchemas } from '../plan/fields/field-schemas.js';
import { anyShape, type RowShape } from '../plan/fields/row-shape.js';
import { fieldFlow } from '../plan/fields.js';
import { createSource } from '../source/source.js';

/** What an editor knows besides the file. */
export interface LanguageContext {
  readonly catalog: Catalog;
  readonly schemas: FieldSchemas;
}

/** Rows at a place of a search. */
export interface KnownRows {
  readonly shape: RowShape;
  /** The text that the spans of `shape` are about: the commands before the place, macros expanded. */
  readonly text: string;
}

/** How many commands with mistakes are left out. */
const mostTries = 4;

/**
 * The rows that these commands give, as far as they can be read: where a command has a mistake, those of the commands
 * before it.
 */
export function rowsAfter(commands: string, { catalog, schemas }: LanguageContext): KnownRows {
  let text = commands;
  for (let tries = 0; tries < mostTries && text.trim() !== ''; tries++) {
    const { plan, source } = compileSearch(createSource('<search>', text), { macros: catalog.macros, start: 'rows' });
    if (plan !== undefined) return { shape: fieldFlow(plan, schemas).output, text: source.text };
    const pipe = text.lastIndexOf('|');
    if (pipe <= 0) break;
    text = text.slice(0, pipe);
  }
  return { shape: anyShape, text: '' };
}

/** The fields that the logs of a search have, by what its file says of them (`data_source`); where it says nothing, those of all logs. */
export function fieldsOfLogs(search: FileSearch | undefined, { catalog }: LanguageContext): string[] {
  const named = (search?.detection?.dataSources ?? []).flatMap(({ text }) => catalog.dataSource(text) ?? []);
  const sources = named.length > 0 ? named : [...catalog.dataSources()];
  return [...new Set(sources.flatMap(({ fields }) => fields))];
}

/** A data set that a command names: `datamodel=Endpoint.Processes`, `datamodel:"Endpoint"."Processes"`. */
const named = /\bdatamodel\s*[=:]\s*"?([\w-]+)"?(?:\."?([\w-]+)"?)?/i;

/** The fields of the data set that a text names, in full (`Processes.user`). */
export function fieldsOfDataSet(text: string, { schemas }: LanguageContext): string[] {
  const [, model, dataset] = named.exec(text) ?? [];
  if (model === undefined) return [];
  const datasets = dataset === undefined ? (schemas.datasetNames(model) ?? []) : [dataset];
  return datasets.flatMap((each) =>
    (schemas.datasetFields(model, each) ?? []).map(({ lineage, name }) =>
      lineage === '' ? name : `${lineage}.${name}`,
    ),
  );
}
