import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Content } from './content.js';

/** The columns of every lookup of the content that has rows, by its name; what is wrong with a file is a diagnostic. */
export async function tableColumns({ lookups, catalog }: Pick<Content, 'lookups' | 'catalog'>): Promise<{
  readonly columns: ReadonlyMap<string, readonly string[]>;
  readonly diagnostics: readonly Diagnostic[];
}> {
  const tables = await Promise.all(lookups.map(async ({ name }) => ({ name, result: await catalog.table(name) })));
  const columns = new Map<string, readonly string[]>();
  const diagnostics: Diagnostic[] = [];
  for (const { name, result } of tables) {
    if (result === undefined) continue;
    columns.set(name, result.table.fields);
    diagnostics.push(...result.diagnostics);
  }
  return { columns, diagnostics };
}
