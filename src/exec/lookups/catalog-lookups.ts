import type { Catalog } from '../../content/catalog.js';
import type { LookupDefinition } from '../../content/lookup-definition.js';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import type { LookupSource, LookupTableView } from './lookup-source.js';
import { createTableView } from './table-view.js';

/** The lookups of a catalog; data files are read when a search first needs them. */
export function createCatalogLookups(catalog: Catalog): LookupSource {
  const ready = new Map<string, LookupTableView>();
  return {
    async table(name) {
      const known = ready.get(name);
      if (known !== undefined) return known;
      const definition = catalog.lookup(name);
      const read = await catalog.table(name);
      if (definition === undefined || read === undefined) return undefined;
      const view = createTableView(read.table, definition, [
        ...read.diagnostics,
        ...emptiness(name, definition, read.table.rows.length),
      ]);
      ready.set(name, view);
      return view;
    },
    loaded: (name) => ready.get(name),
    names: () => catalog.lookupNames(),
  };
}

/** Tables whose rows no repository has are empty, which a user should know (spl-commands 8.2). */
function emptiness(name: string, { origin, kind }: LookupDefinition, rows: number): Diagnostic[] {
  if (rows > 0) return [];
  if (origin === 'baseline') return [diagnostic('empty-lookup', { table: name, owner: 'baseline searches fill it' })];
  if (origin === 'Splunk_SA_CIM' || origin === 'Enterprise Security' || origin === 'URL Toolbox') {
    return [diagnostic('empty-lookup', { table: name, owner: `it belongs to ${origin}` })];
  }
  return kind === 'kvstore'
    ? [diagnostic('empty-lookup', { table: name, owner: 'a KV store is filled by searches in Splunk' })]
    : [];
}
