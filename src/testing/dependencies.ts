import type { CompiledSearch } from '../compile/compile.js';
import type { Catalog } from '../content/catalog.js';
import { checkRun } from '../exec/check-run.js';
import { createMemoryLookups } from '../exec/lookups/memory-lookups.js';
import { createRunLookups } from '../exec/lookups/run-lookups.js';
import { rootPlace } from '../source/origin-map.js';
import type { Source } from '../source/source.js';

/** The lookup tables a search reads: in commands, in functions and in subsearches. */
async function lookupsOf(search: CompiledSearch): Promise<string[]> {
  if (search.plan === undefined) return [];
  const tables = new Set<string>();
  const none = createRunLookups(createMemoryLookups({}, {}));
  const asked = async (name: string): Promise<undefined> => void tables.add(name);
  const sources = { events: noRows, metrics: noRows, dataset: () => undefined };
  // The check before a run asks for every table the search may need.
  await checkRun(search.plan, { lookups: { ...none, table: asked }, sources });
  return [...tables];
}

async function* noRows(): AsyncGenerator<never> {}

/** What a search is made from besides its own file. */
export interface SearchDependencies {
  /** Files that hold the definitions of its macros and lookups, by the names they were read under. */
  readonly sources: readonly string[];
  /** Files of lookup rows, relative to the content root. */
  readonly data: readonly string[];
}

/** The files on which the meaning of a compiled search depends, through macros in macros and lookup tables. */
export async function dependenciesOf(search: CompiledSearch, catalog: Catalog): Promise<SearchDependencies> {
  const sources = new Set<string>();
  const data = new Set<string>();
  for (const call of search.macroCalls) sources.add(fileOf(call.definition.definition));
  for (const table of await lookupsOf(search)) {
    const lookup = catalog.lookup(table);
    if (lookup?.at !== undefined) sources.add(lookup.at.source.name);
    if (lookup?.path !== undefined) data.add(lookup.path);
  }
  return { sources: [...sources], data: [...data] };
}

function fileOf(definition: Source): string {
  return rootPlace(definition, { start: 0, end: definition.text.length }).source.name;
}
