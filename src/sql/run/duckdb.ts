import { formatNumber } from '../../values/coerce.js';
import { duckdb } from '../dialects/duckdb.js';
import type { EventRow } from '../layout.js';
import { lookupColumns } from '../lookup-columns.js';
import type { PortedSearch } from '../port.js';
import { eventColumns } from '../schema.js';

/** A row of a result: text, or a list where the field is multivalue; null fields are absent. */
export type EngineRow = Record<string, string | string[]>;

/** What is used of `@duckdb/node-api`, an optional package. */
export interface DuckDbModule {
  readonly DuckDBInstance: {
    create(path?: string): Promise<{ connect(): Promise<DuckDbConnection>; closeSync?(): void }>;
  };
}
interface DuckDbConnection {
  run(sql: string): Promise<unknown>;
  runAndReadAll(sql: string): Promise<{ getRows(): unknown[][] }>;
  createAppender(table: string): Promise<DuckDbAppender>;
  closeSync?(): void;
}
interface DuckDbAppender {
  appendVarchar(value: string): void;
  appendDouble(value: number): void;
  appendNull(): void;
  endRow(): void;
  flushSync(): void;
  closeSync(): void;
}

const { name } = duckdb;
const mapType = 'MAP(VARCHAR, VARCHAR[])';

/** A DuckDB database in the default layout. */
export class DuckDbDatabase {
  readonly #instance: { closeSync?(): void };
  readonly #connection: DuckDbConnection;

  private constructor(instance: { closeSync?(): void }, connection: DuckDbConnection) {
    this.#instance = instance;
    this.#connection = connection;
  }

  /** Opens a file, or a database in memory, and defines the functions that the SQL uses. */
  static async open(module: DuckDbModule, path = ':memory:', now?: number): Promise<DuckDbDatabase> {
    const instance = await module.DuckDBInstance.create(path);
    const connection = await instance.connect();
    const database = new DuckDbDatabase(instance, connection);
    await database.run(`SET TimeZone = 'UTC'`);
    for (const statement of duckdb.prelude) await database.run(statement);
    if (now !== undefined) await database.run(`CREATE OR REPLACE MACRO spl_now() AS ${now}::DOUBLE`);
    return database;
  }

  async run(sql: string): Promise<void> {
    await this.#connection.run(sql);
  }

  /** Makes an empty table of events, in place of one that was there. */
  async createEvents(table: string): Promise<void> {
    const columns = eventColumns.map(({ field, type }) => `${name(field)} ${type === 'number' ? 'DOUBLE' : 'VARCHAR'}`);
    await this.run(
      `CREATE OR REPLACE TABLE ${name(table)} (seq BIGINT, ${columns.join(', ')}, fields ${mapType}, names ${mapType})`,
    );
  }

  /** Adds rows; `from` is the number of the first. */
  async appendEvents(table: string, rows: readonly EventRow[], from: number): Promise<void> {
    if (rows.length === 0) return;
    const columns = eventColumns.map(({ field, type }) => `${name(field)} ${type === 'number' ? 'DOUBLE' : 'VARCHAR'}`);
    await this.run(
      `CREATE OR REPLACE TEMP TABLE loading (seq DOUBLE, ${columns.join(', ')}, fields VARCHAR, names VARCHAR)`,
    );
    const appender = await this.#connection.createAppender('loading');
    rows.forEach((row, index) => {
      appender.appendDouble(from + index);
      for (const cell of row.cells) {
        if (cell === null) appender.appendNull();
        else if (typeof cell === 'number') appender.appendDouble(cell);
        else appender.appendVarchar(wellFormed(cell));
      }
      appender.appendVarchar(jsonOf(row.fields));
      appender.appendVarchar(jsonOf(row.names));
      appender.endRow();
    });
    appender.closeSync();
    const listed = eventColumns.map(({ field }) => name(field)).join(', ');
    const map = (column: string): string => `CAST(CAST(${column} AS JSON) AS ${mapType})`;
    await this.run(
      `INSERT INTO ${name(table)} SELECT CAST(seq AS BIGINT), ${listed}, ${map('fields')}, ${map('names')} FROM loading ORDER BY loading.seq`,
    );
  }

  /** Makes a lookup table, in place of one that was there. */
  async createLookup(table: string, fields: readonly string[], rows: readonly (readonly string[])[]): Promise<void> {
    const columns = lookupColumns(fields);
    // A header may name a column twice; the first counts.
    const distinct = [...new Set(fields)].map((field) => ({ field, index: fields.indexOf(field) }));
    await this.run(
      `CREATE OR REPLACE TABLE ${name(table)} (seq DOUBLE${distinct.map(({ field }) => `, ${name(columns.get(field)!)} VARCHAR`).join('')})`,
    );
    const appender = await this.#connection.createAppender(table);
    rows.forEach((row, line) => {
      appender.appendDouble(line);
      for (const { index } of distinct) appender.appendVarchar(wellFormed(row[index] ?? ''));
      appender.endRow();
    });
    appender.closeSync();
  }

  /** The rows of a ported search as plain rows. */
  async rows(search: PortedSearch): Promise<EngineRow[]> {
    const found = (await this.#connection.runAndReadAll(search.sql)).getRows();
    return found.map((cells) => {
      const row = new Map<string, string | string[]>();
      const hidden = new Set(search.columns.map(({ field }) => field));
      search.columns.forEach(({ field }, index) => {
        const value = plain(cells[index]);
        if (value !== undefined) row.set(field, value);
      });
      if (search.open)
        for (const [field, value] of entries(cells[search.columns.length]))
          if (!hidden.has(field)) row.set(field, value);
      return Object.fromEntries(row);
    });
  }

  /** Names of the tables there are. */
  async tables(): Promise<ReadonlySet<string>> {
    const { getRows } = await this.#connection
      .runAndReadAll('SELECT table_name FROM information_schema.tables')
      .then((reader) => ({ getRows: () => reader.getRows() }));
    return new Set(getRows().map(([table]) => String(table)));
  }

  /** Cells of a query of our own. */
  async query(sql: string): Promise<unknown[][]> {
    return (await this.#connection.runAndReadAll(sql)).getRows();
  }

  close(): void {
    this.#connection.closeSync?.();
    this.#instance.closeSync?.();
  }
}

/** Text without halves of characters, which the engine's UTF-8 cannot hold, and without NUL. */
function wellFormed(text: string): string {
  return text
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
    .replaceAll('\0', '');
}

function jsonOf(fields: ReadonlyMap<string, readonly string[]>): string {
  const members = [...fields].map(
    ([field, values]) =>
      `${JSON.stringify(wellFormed(field))}:[${values.map((value) => JSON.stringify(wellFormed(value))).join(',')}]`,
  );
  return `{${members.join(',')}}`;
}

function plain(cell: unknown): string | string[] | undefined {
  if (cell === null || cell === undefined) return undefined;
  if (typeof cell === 'number') return formatNumber(cell);
  if (typeof cell === 'object' && 'items' in cell) {
    const items = (cell.items as unknown[]).filter((item) => item !== null).map(String);
    return items.length === 0 ? undefined : items.length === 1 ? items[0]! : items;
  }
  return String(cell);
}

function* entries(cell: unknown): Iterable<[string, string | string[]]> {
  if (typeof cell !== 'object' || cell === null || !('entries' in cell)) return;
  for (const { key, value } of cell.entries as { key: unknown; value: unknown }[]) {
    const found = plain(value);
    if (found !== undefined) yield [String(key), found];
  }
}
