import type { LookupTable } from '../../values/lookup/lookup-index.js';
import type { LookupSource, LookupTableView, RunLookups } from './lookup-source.js';
import { createTableView } from './table-view.js';

/** The tables of a source with those that one run writes laid over them. */
export function createRunLookups(source: LookupSource): RunLookups {
  const written = new Map<string, LookupTableView>();
  const table = async (name: string) => written.get(name) ?? (await source.table(name));
  return {
    table,
    loaded: (name) => written.get(name) ?? source.loaded(name),
    names: () => new Set([...source.names(), ...written.keys()]),
    async put(name: string, rows: LookupTable) {
      const defined = await table(name);
      written.set(name, defined === undefined ? createTableView(rows) : defined.withTable(rows));
    },
  };
}

/** Tables of the first source that has them. */
export function layeredLookups(...sources: readonly LookupSource[]): LookupSource {
  return {
    async table(name) {
      for (const source of sources) {
        const found = await source.table(name);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    loaded(name) {
      for (const source of sources) {
        const found = source.loaded(name);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    names: () => new Set(sources.flatMap((source) => [...source.names()])),
  };
}
