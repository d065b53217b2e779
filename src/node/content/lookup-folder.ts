import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalog } from '../../content/catalog.js';
import { lookupMatching } from '../../content/lookup-definition.js';
import { readCsvLookup } from '../../content/lookup-table.js';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import type { LookupSource, LookupTableView } from '../../exec/lookups/lookup-source.js';
import { createTableView } from '../../exec/lookups/table-view.js';
import { createSource } from '../../source/source.js';
import { readTextFile, systemReason } from './content-files.js';

const maxBytes = 256 * 1024 * 1024;

/**
 * The CSV files of a folder as tables: `users.csv` is the table of the lookup `users`, of `users.csv`, and of every lookup whose
 * definition names that file. How cells are compared stays as the catalog defines it.
 */
export async function openLookupFolder(
  folder: string,
  catalog: Catalog,
): Promise<{ lookups: LookupSource; diagnostics: Diagnostic[] }> {
  const files = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  try {
    for (const name of await readdir(folder)) if (/\.csv$/i.test(name)) files.add(name);
    if (files.size === 0) diagnostics.push(diagnostic('content-nothing-found', { path: folder }));
  } catch (error) {
    diagnostics.push(diagnostic('content-unreadable', { path: folder, reason: systemReason(error) }));
  }
  const ready = new Map<string, LookupTableView>();
  const fileOf = (name: string): string | undefined => {
    const path = catalog.lookup(name)?.path;
    const named = path?.slice(path.lastIndexOf('/') + 1);
    return [name, `${name}.csv`, named].find((each) => each !== undefined && files.has(each));
  };
  const lookups: LookupSource = {
    async table(name) {
      const known = ready.get(name);
      if (known !== undefined) return known;
      const file = fileOf(name);
      if (file === undefined) return undefined;
      const path = join(folder, file);
      const definition = catalog.lookup(name) ?? lookupMatching(new Map());
      const view = await readView(path, definition);
      ready.set(name, view);
      return view;
    },
    loaded: (name) => ready.get(name),
    names: () => new Set([...files].flatMap((file) => [file, file.replace(/\.csv$/i, '')])),
  };
  return { lookups, diagnostics };
}

async function readView(path: string, definition: ReturnType<typeof lookupMatching>): Promise<LookupTableView> {
  const empty = { fields: [], rows: [] };
  try {
    const read = await readTextFile(path, maxBytes);
    if ('text' in read) {
      const { table, diagnostics } = readCsvLookup(createSource(path, read.text));
      return createTableView(table, definition, diagnostics);
    }
    const reason = read.problem === 'too-large' ? 'it is too large' : 'it is not a regular file';
    return createTableView(empty, definition, [diagnostic('content-unreadable', { path, reason })]);
  } catch (error) {
    return createTableView(empty, definition, [
      diagnostic('content-unreadable', { path, reason: systemReason(error) }),
    ]);
  }
}
