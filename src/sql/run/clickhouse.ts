import { diagnostic } from '../../diagnostics/diagnostic.js';
import { clickhouse } from '../dialects/clickhouse.js';
import type { SqlType } from '../value.js';
import { type ClickHousePlace, clickHouseFailure } from './clickhouse-failure.js';
import { ClickHouseWriter } from './clickhouse-writer.js';
import type { EngineQuery, EngineRow, PlainColumn, SqlEngine, StatementLimits, TableWriter } from './engine.js';
import { EngineFailure } from './engine-failure.js';
import { type PlainCell, rowOf } from './engine-text.js';

type Settings = Readonly<Record<string, string | number>>;
interface Call {
  readonly clickhouse_settings?: Settings;
  readonly abort_signal?: AbortSignal;
}

/** What is used of `@clickhouse/client`, an optional package. */
export interface ClickHouseModule {
  createClient(config: Readonly<Record<string, unknown>>): ClickHouseClient;
  readonly ClickHouseLogLevel: { readonly OFF: number };
}
/** What is used of `@clickhouse/client`. */
export interface ClickHouseClient {
  command(given: Call & { readonly query: string }): Promise<unknown>;
  query(given: Call & { readonly query: string; readonly format: string }): Promise<{
    stream(): AsyncIterable<readonly { json(): unknown }[]>;
    close(): void;
  }>;
  insert(
    given: Call & { readonly table: string; readonly values: readonly unknown[]; readonly format: string },
  ): Promise<unknown>;
  close(): Promise<void>;
}

/** How a server is reached. */
export interface ClickHouseAccess {
  /** `http://host:8123` or `https://…`, without user and password. */
  readonly url: string;
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

/** A number of 64 bits keeps its digits, and a number that is none its name. */
const jsonSettings = {
  output_format_json_quote_64bit_integers: 1,
  output_format_json_quote_denormals: 1,
  output_format_json_escape_forward_slashes: 0,
};

/** The longest wait that a timer of Node can hold, milliseconds. */
const longestWait = 2_147_483_647;

/** A ClickHouse server or cluster behind its HTTP interface. Each statement stands alone, so any node may answer it. */
export class ClickHouseDatabase implements SqlEngine {
  readonly id = 'clickhouse';
  readonly sql = clickhouse;
  readonly place: string;
  readonly #client: ClickHouseClient;
  readonly #where: ClickHousePlace;

  private constructor(client: ClickHouseClient, where: ClickHousePlace) {
    this.#client = client;
    this.#where = where;
    this.place = `${where.database} at ${where.address}`;
  }

  /** Asks the server for its version, so that a wrong address or password shows at once. */
  static async open(
    module: ClickHouseModule,
    access: ClickHouseAccess,
    { create = false }: { readonly create?: boolean } = {},
  ): Promise<ClickHouseDatabase> {
    const { user, password, database } = access;
    const address = new URL(access.url);
    const redact = (text: string): string => (password === '' ? text : text.replaceAll(password, '…'));
    const where: ClickHousePlace = { address: address.href.replace(/\/$/, ''), user, database, redact };
    const client = (named: string | undefined): ClickHouseClient =>
      module.createClient({
        url: address.href,
        username: user,
        password,
        ...(named === undefined ? {} : { database: named }),
        application: 'escudo',
        request_timeout: longestWait,
        compression: { request: true, response: true },
        // Errors of the client would go to the console, with what was sent.
        log: { level: module.ClickHouseLogLevel.OFF },
        clickhouse_settings: { session_timezone: 'UTC' },
      });
    const opened = new ClickHouseDatabase(client(database), where);
    try {
      await opened.#hello();
    } catch (error) {
      const missing = error instanceof EngineFailure && error.diagnostic.code === 'engine-no-database';
      if (!missing || !create) {
        await opened.close();
        throw error;
      }
      const server = new ClickHouseDatabase(client(undefined), where);
      try {
        await server.run(`CREATE DATABASE IF NOT EXISTS ${clickhouse.name(database)}`);
      } finally {
        await server.close();
      }
    }
    return opened;
  }

  async #hello(): Promise<void> {
    const [answer] = await this.query('SELECT version()');
    if (answer?.[0] === undefined || answer[0] === null) {
      const reason = 'what answers there is no ClickHouse';
      throw new EngineFailure(diagnostic('engine-unreachable', { place: this.#where.address, reason }), {
        fatal: true,
      });
    }
  }

  tableDefinition(table: string, columns: readonly PlainColumn[]): string {
    const listed = columns.map(({ name, type, isKey }) => {
      const plain = type === 'integer' ? 'Int64' : 'String';
      return `${clickhouse.name(name)} ${isKey === true ? plain : `Nullable(${plain})`}`;
    });
    const keys = columns.filter(({ isKey }) => isKey === true).map(({ name }) => clickhouse.name(name));
    return `CREATE TABLE IF NOT EXISTS ${clickhouse.name(table)} (${listed.join(', ')}) ENGINE = MergeTree ORDER BY (${keys.join(', ')})`;
  }

  columnsStatement(query: string): string {
    return `DESCRIBE (${query})`;
  }

  async run(sql: string, limits?: StatementLimits): Promise<void> {
    const guard = new Guard(limits);
    try {
      await this.#client.command({ query: sql, ...guard.call({ wait_end_of_query: 1 }) });
    } catch (error) {
      throw this.#failure(error, guard);
    } finally {
      guard.release();
    }
  }

  async query(sql: string, limits?: StatementLimits): Promise<(string | null)[][]> {
    const all: (string | null)[][] = [];
    for await (const batch of this.#cells(sql, limits))
      for (const cells of batch) all.push(cells.map((cell) => (cell === null ? null : String(cell))));
    return all;
  }

  async *rows(search: EngineQuery, limits?: StatementLimits): AsyncGenerator<readonly EngineRow[]> {
    for await (const batch of this.#cells(search.sql, limits))
      yield batch.map((cells) =>
        rowOf(
          search,
          cells.map((cell, index) => numberCell(cell as PlainCell, search.columns[index]?.type)),
          Object.entries((cells[search.columns.length] ?? {}) as Record<string, PlainCell>),
        ),
      );
  }

  /** Reads only, and whatever the statement says: the server refuses to write (`readonly`). */
  async *#cells(sql: string, limits?: StatementLimits): AsyncGenerator<(readonly unknown[])[]> {
    const guard = new Guard(limits);
    const settings = {
      ...jsonSettings,
      // The status of the answer tells whether there is one: without it an error stands behind the first rows.
      wait_end_of_query: 1,
      cancel_http_readonly_queries_on_client_close: 1,
      readonly: 2,
    };
    try {
      const result = await this.#client.query({ query: sql, format: 'JSONCompactEachRow', ...guard.call(settings) });
      try {
        for await (const rows of result.stream()) {
          guard.check();
          yield rows.map((row) => cellsOf(row.json()));
        }
      } finally {
        result.close();
      }
      guard.check();
    } catch (error) {
      throw this.#failure(error, guard);
    } finally {
      guard.release();
    }
  }

  async tables(): Promise<ReadonlySet<string>> {
    const found = await this.query('SELECT name FROM system.tables WHERE database = currentDatabase()');
    return new Set(found.map(([table]) => table!));
  }

  async write(): Promise<TableWriter> {
    return new ClickHouseWriter(this, async (table, values) => {
      try {
        await this.#client.insert({ table, values, format: 'JSONCompactEachRow' });
      } catch (error) {
        throw clickHouseFailure(error, this.#where);
      }
    });
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  #failure(error: unknown, guard: Guard): unknown {
    if (error instanceof EngineFailure) return error;
    return guard.aborted() ?? clickHouseFailure(error, { ...this.#where, timeout: guard.timeout });
  }
}

/** A number that is none has a sign here, which says nothing. */
function numberCell(cell: PlainCell, type: SqlType | undefined): PlainCell {
  return type === 'number' && cell === '-nan' ? 'nan' : cell;
}

function cellsOf(row: unknown): readonly unknown[] {
  if (!Array.isArray(row)) throw new SyntaxError('A row is no list of cells.');
  return row;
}

/** Ends a statement that takes too long or is no longer wanted, here and on the server. */
class Guard {
  readonly timeout: number | undefined;
  readonly #signal: AbortSignal | undefined;
  readonly #controller = new AbortController();
  readonly #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #abort = (): void => this.#controller.abort();
  #late = false;

  constructor({ timeout, signal }: StatementLimits = {}) {
    this.timeout = timeout;
    this.#signal = signal;
    signal?.addEventListener('abort', this.#abort);
    if (timeout === undefined) return;
    // The server ends the search itself and says so; this is for a server that does not answer any more.
    this.#timer = setTimeout(
      () => {
        this.#late = true;
        this.#controller.abort();
      },
      timeout * 1000 + 2_000,
    );
  }

  call(settings: Settings): Call {
    return {
      clickhouse_settings: this.timeout === undefined ? settings : { ...settings, max_execution_time: this.timeout },
      abort_signal: this.#controller.signal,
    };
  }

  check(): void {
    const aborted = this.aborted();
    if (aborted !== undefined) throw aborted;
  }

  /** What to throw when the statement was ended from here. */
  aborted(): unknown {
    if (this.#signal?.aborted === true) return this.#signal.reason;
    return this.#late ? new EngineFailure(diagnostic('engine-timeout', { seconds: this.timeout! })) : undefined;
  }

  release(): void {
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener('abort', this.#abort);
  }
}
