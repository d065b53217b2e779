import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { LookupTable } from '../values/lookup/lookup-index.js';
import type { Content } from './content.js';
import type { LookupDefinition } from './lookup-definition.js';

/** What the rows of lookups are like, by the names of the lookups; plain data. */
export interface TableColumns {
  readonly columns: ReadonlyMap<string, readonly string[]>;
  /** The columns whose cells look like wildcards and are compared exactly, for the lookups that have some. */
  readonly exactWildcards: ReadonlyMap<string, readonly string[]>;
}

/** The columns of every lookup of the content that has rows; what is wrong with a file is a diagnostic. */
export async function tableColumns({
  lookups,
  catalog,
}: Pick<Content, 'lookups' | 'catalog'>): Promise<TableColumns & { readonly diagnostics: readonly Diagnostic[] }> {
  const tables = await Promise.all(lookups.map(async ({ name }) => ({ name, result: await catalog.table(name) })));
  const columns = new Map<string, readonly string[]>();
  const exactWildcards = new Map<string, readonly string[]>();
  for (const { name, result } of tables) {
    if (result === undefined) continue;
    columns.set(name, result.table.fields);
    const found = exactWildcardColumns(catalog.lookup(name)!, result.table);
    if (found.length > 0) exactWildcards.set(name, found);
  }
  return { columns, exactWildcards, diagnostics: tables.flatMap(({ result }) => result?.diagnostics ?? []) };
}

/** Of ten cells so many have to look like wildcards: texts for people may begin or end with an asterisk, too. */
const mostOfTen = 8;

/** The columns of wildcards of a table that the definition does not say are any. */
export function exactWildcardColumns({ kind, match }: LookupDefinition, table: LookupTable): string[] {
  if (kind !== 'csv') return [];
  return table.fields.filter((column, index) => {
    if (column === '' || (match.get(column) ?? 'exact') !== 'exact') return false;
    const cells = table.rows.map((row) => row[index]!).filter((cell) => cell !== '');
    const wildcards = cells.filter((cell) => cell.length > 1 && /^\*|\*$/.test(cell)).length;
    return wildcards > 0 && wildcards * 10 >= cells.length * mostOfTen;
  });
}
