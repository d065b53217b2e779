import type { PortTables } from '../../api/port.js';
import type { SqlEngine } from '../../sql/run/engine.js';

/** The table in which loads write down what they did, in the database itself. */
export const ledgerTable = 'escudo loads';

type DataSetName = PortTables['datasets'][number];

/** What a line of the ledger says. `rows`: those of a table from this number on are of the load. `swap`: new tables take the place of old ones. */
type LedgerKind = 'replace' | 'append' | 'lookups' | 'rows' | 'table' | 'dataset' | 'file' | 'swap' | 'end' | 'undone';

export interface LedgerLine {
  readonly kind: LedgerKind;
  readonly name?: string;
  readonly value?: string;
}

/** What earlier loads left in a database. */
export interface LoadHistory {
  /** The number of the next load. */
  readonly next: number;
  /** Tables that escudo made. */
  readonly tables: ReadonlySet<string>;
  /** Data sets that hold all events loaded so far, by table. */
  readonly datasets: ReadonlyMap<string, DataSetName>;
  /** Files that were loaded wholly, and by what they are known to be the same. */
  readonly files: ReadonlyMap<string, string>;
  /** Loads that were broken off while they added rows: the first row of theirs by table. */
  readonly unfinished: ReadonlyMap<number, ReadonlyMap<string, number>>;
  /** Whether any load of events has come to its end. */
  readonly loaded: boolean;
  /** Tables were being swapped when the last load broke off: nobody knows which of them are new. */
  readonly mixed: boolean;
}

const none: LoadHistory = {
  next: 1,
  tables: new Set(),
  datasets: new Map(),
  files: new Map(),
  unfinished: new Map(),
  loaded: false,
  mixed: false,
};

/** Reads the ledger; a database without one has no history. */
export async function readHistory(engine: SqlEngine): Promise<LoadHistory> {
  if (!(await engine.tables()).has(ledgerTable)) return none;
  const { name } = engine.sql;
  const lines = await engine.query(`SELECT load, kind, name, value FROM ${name(ledgerTable)}`);
  const byLoad = new Map<number, Required<LedgerLine>[]>();
  for (const [load, kind, given, value] of lines) {
    const list = byLoad.get(Number(load)) ?? [];
    list.push({ kind: kind as LedgerKind, name: given ?? '', value: value ?? '' });
    byLoad.set(Number(load), list);
  }
  const tables = new Set<string>();
  const datasets = new Map<string, DataSetName>();
  const files = new Map<string, string>();
  const unfinished = new Map<number, Map<string, number>>();
  let loaded = false;
  let mixed = false;
  const loads = [...byLoad].sort(([a], [b]) => a - b);
  for (const [load, entries] of loads) {
    const of = (kind: LedgerKind) => entries.filter((each) => each.kind === kind);
    for (const each of of('table')) tables.add(each.name);
    if (of('lookups').length > 0) continue;
    if (of('end').length > 0) {
      loaded = true;
      if (of('replace').length > 0) {
        mixed = false;
        datasets.clear();
        files.clear();
        unfinished.clear();
      }
      for (const each of of('dataset')) datasets.set(each.name, JSON.parse(each.value) as DataSetName);
      for (const each of of('file')) files.set(each.name, each.value);
    } else if (of('swap').length > 0) mixed = true;
    else if (of('undone').length === 0) {
      const rows = of('rows').map((each) => [each.name, Number(each.value)] as const);
      if (rows.length > 0) unfinished.set(load, new Map(rows));
    }
  }
  return { next: (loads.at(-1)?.[0] ?? 0) + 1, tables, datasets, files, unfinished, loaded, mixed };
}

/** The statement that makes the ledger where there is none. */
export function ledgerDefinition(engine: Pick<SqlEngine, 'tableDefinition'>): string {
  return engine.tableDefinition(ledgerTable, [
    { name: 'load', type: 'integer', isKey: true },
    { name: 'kind', type: 'text', isKey: true },
    { name: 'name', type: 'text', isKey: true },
    { name: 'value', type: 'text' },
  ]);
}

/** The statement that writes lines into the ledger. */
export function ledgerEntry(
  load: number,
  lines: readonly LedgerLine[],
  { sql: { name, text } }: Pick<SqlEngine, 'sql'>,
): string {
  const rows = lines.map(
    ({ kind, name: given = '', value = '' }) => `(${load}, ${[kind, given, value].map(text).join(', ')})`,
  );
  return `INSERT INTO ${name(ledgerTable)} (load, kind, name, value) VALUES ${rows.join(', ')}`;
}
