import { diagnostic } from '../../diagnostics/diagnostic.js';
import { duckdb } from '../dialects/duckdb.js';
import { duckDbFailure, duckDbOpenFailure } from './duckdb-failure.js';
import { DuckDbWriter } from './duckdb-writer.js';
import type { EngineQuery, EngineRow, PlainColumn, SqlEngine, StatementLimits, TableWriter } from './engine.js';
import { EngineFailure } from './engine-failure.js';
import { fieldValue, type PlainCell, rowOf } from './engine-text.js';

export type { EngineRow } from './engine.js';

/** What is used of `@duckdb/node-api`, an optional package. */
export interface DuckDbModule {
  readonly DuckDBInstance: {
    create(
      path?: string,
      options?: Record<string, string>,
    ): Promise<{ connect(): Promise<DuckDbConnection>; closeSync?(): void }>;
  };
}
/** What is used of a connection of `@duckdb/node-api`. */
export interface DuckDbConnection {
  run(sql: string): Promise<unknown>;
  runAndReadAll(sql: string): Promise<{ getRows(): unknown[][] }>;
  stream(sql: string): Promise<{ yieldRows(): AsyncIterable<unknown[][]> }>;
  createAppender(table: string): Promise<DuckDbAppender>;
  interrupt(): void;
  closeSync?(): void;
}
/** What is used of its appender. */
export interface DuckDbAppender {
  appendVarchar(value: string): void;
  appendDouble(value: number): void;
  appendNull(): void;
  endRow(): void;
  flushSync(): void;
  closeSync(): void;
}

/** How DuckDB is opened. */
export interface DuckDbOptions {
  /** A file; without it the database is in memory and goes when it is closed. */
  readonly path?: string;
  /** The file is there and is not written; several processes may read it. */
  readonly readOnly?: boolean;
  /** What `now()` means, epoch seconds; without it the time of the statement. */
  readonly now?: number;
}

/** A DuckDB database in this process, with the functions that the SQL of searches uses. */
export class DuckDbDatabase implements SqlEngine {
  readonly id = 'duckdb';
  readonly sql = duckdb;
  readonly place: string;
  readonly #instance: { closeSync?(): void };
  readonly #connection: DuckDbConnection;

  private constructor(instance: { closeSync?(): void }, connection: DuckDbConnection, place: string) {
    this.#instance = instance;
    this.#connection = connection;
    this.place = place;
  }

  static async open(
    module: DuckDbModule,
    { path, readOnly = false, now }: DuckDbOptions = {},
  ): Promise<DuckDbDatabase> {
    const place = path ?? ':memory:';
    let instance: Awaited<ReturnType<DuckDbModule['DuckDBInstance']['create']>>;
    try {
      instance = await module.DuckDBInstance.create(place, readOnly ? { access_mode: 'READ_ONLY' } : {});
    } catch (error) {
      throw duckDbOpenFailure(error, place);
    }
    const database = new DuckDbDatabase(instance, await instance.connect(), place);
    // Rules are data: whatever their SQL says, it reads no file and fetches nothing.
    await database.run('SET enable_external_access = false');
    await database.run(`SET TimeZone = 'UTC'`);
    for (const statement of definitions) await database.run(statement);
    if (now !== undefined) await database.run(`CREATE OR REPLACE TEMP MACRO spl_now() AS ${now}::DOUBLE`);
    // What is written in one transaction goes to disk beyond this, so that memory does not grow with the events.
    if (path !== undefined && !readOnly) await database.run(`SET memory_limit = '1GB'`);
    await database.run('SET lock_configuration = true');
    return database;
  }

  tableDefinition(table: string, columns: readonly PlainColumn[]): string {
    const listed = columns.map(({ name, type }) => `${duckdb.name(name)} ${type === 'integer' ? 'BIGINT' : 'VARCHAR'}`);
    return `CREATE TABLE IF NOT EXISTS ${duckdb.name(table)} (${listed.join(', ')})`;
  }

  columnsStatement(query: string): string {
    return `DESCRIBE ${query}`;
  }

  async run(sql: string, limits?: StatementLimits): Promise<void> {
    await this.#limited(limits, () => this.#connection.run(sql));
  }

  async query(sql: string, limits?: StatementLimits): Promise<(string | null)[][]> {
    const reader = await this.#limited(limits, () => this.#connection.runAndReadAll(sql));
    return reader.getRows().map((cells) => cells.map(textOf));
  }

  async *rows(search: EngineQuery, limits?: StatementLimits): AsyncGenerator<readonly EngineRow[]> {
    const guard = new Guard(this.#connection, limits);
    try {
      const result = await this.#connection.stream(search.sql);
      for await (const batch of result.yieldRows()) {
        guard.check();
        yield batch.map((cells) => rowOf(search, cells.map(plain), entries(cells[search.columns.length])));
      }
      guard.check();
    } catch (error) {
      throw guard.failure(error, this.place);
    } finally {
      guard.release();
    }
  }

  async tables(): Promise<ReadonlySet<string>> {
    const found = await this.query('SELECT table_name FROM information_schema.tables');
    return new Set(found.map(([table]) => table!));
  }

  async write(): Promise<TableWriter> {
    await this.run('BEGIN TRANSACTION');
    return new DuckDbWriter(this, (table) => this.#connection.createAppender(table));
  }

  async close(): Promise<void> {
    this.#connection.closeSync?.();
    this.#instance.closeSync?.();
  }

  async #limited<T>(limits: StatementLimits | undefined, work: () => Promise<T>): Promise<T> {
    const guard = new Guard(this.#connection, limits);
    try {
      return await work();
    } catch (error) {
      throw guard.failure(error, this.place);
    } finally {
      guard.release();
    }
  }
}

/** The functions that searches use, for this connection: the file may be somebody else's, or open for reading only. */
const definitions = duckdb.prelude.map((statement) => statement.replace(/^CREATE OR REPLACE /, '$&TEMP '));

/** Interrupts a statement that takes too long or is no longer wanted. */
class Guard {
  #ended: 'timeout' | 'aborted' | undefined;
  readonly #limits: StatementLimits;
  readonly #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #abort: () => void;

  constructor(connection: DuckDbConnection, limits: StatementLimits = {}) {
    this.#limits = limits;
    const end = (why: 'timeout' | 'aborted'): void => {
      this.#ended ??= why;
      connection.interrupt();
    };
    this.#abort = () => end('aborted');
    limits.signal?.addEventListener('abort', this.#abort);
    if (limits.timeout !== undefined) this.#timer = setTimeout(() => end('timeout'), limits.timeout * 1000);
  }

  check(): void {
    this.#limits.signal?.throwIfAborted();
    if (this.#ended !== undefined) throw new Error('interrupted');
  }

  failure(error: unknown, place: string): unknown {
    if (error instanceof EngineFailure) return error;
    if (this.#limits.signal?.aborted === true) return this.#limits.signal.reason;
    if (this.#ended === 'timeout')
      return new EngineFailure(diagnostic('engine-timeout', { seconds: this.#limits.timeout! }));
    return duckDbFailure(error, place);
  }

  release(): void {
    clearTimeout(this.#timer);
    this.#limits.signal?.removeEventListener('abort', this.#abort);
  }
}

/** A cell without the engine's own types. */
function plain(cell: unknown): PlainCell | undefined {
  if (typeof cell === 'object' && cell !== null && 'items' in cell) return cell.items as readonly unknown[];
  if (cell === null || cell === undefined || typeof cell === 'number' || typeof cell === 'boolean') return cell;
  return String(cell);
}

function textOf(cell: unknown): string | null {
  const value = fieldValue(plain(cell));
  return typeof value === 'string' ? value : null;
}

function* entries(cell: unknown): Iterable<[string, PlainCell]> {
  if (typeof cell !== 'object' || cell === null || !('entries' in cell)) return;
  for (const { key, value } of cell.entries as { key: unknown; value: unknown }[])
    yield [String(key), plain(value) ?? null];
}
