import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { LookupTable } from '../values/lookup/lookup-index.js';
import type { Content } from './content.js';
import type { LookupDefinition } from './lookup-definition.js';

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
    diagnostics.push(...result.diagnostics, ...exactWildcards(catalog.lookup(name)!, result.table));
  }
  return { columns, diagnostics };
}

/** Of ten cells so many have to look like wildcards: texts for people may begin or end with an asterisk, too. */
const mostOfTen = 8;

/** Columns of wildcards that the definition does not say are any. */
function exactWildcards({ name, kind, match, at, settingsAt }: LookupDefinition, table: LookupTable): Diagnostic[] {
  const label = settingsAt?.match_type ?? at;
  if (kind !== 'csv' || label === undefined) return [];
  return table.fields.flatMap((column, index) => {
    if (column === '' || (match.get(column) ?? 'exact') !== 'exact') return [];
    const cells = table.rows.map((row) => row[index]!).filter((cell) => cell !== '');
    const wildcards = cells.filter((cell) => cell.length > 1 && /^\*|\*$/.test(cell)).length;
    if (wildcards === 0 || wildcards * 10 < cells.length * mostOfTen) return [];
    return [diagnostic('lookup-exact-wildcards', { lookup: name, column }, { at: label })];
  });
}
