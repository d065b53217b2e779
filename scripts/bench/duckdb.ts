import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { eventsOf, type PassItem } from '../../src/api/passes/pass-rows.js';
import { prepareSearches, type SearchesEnvironment, type SearchRequest } from '../../src/api/run-searches.js';
import { joinedTables, loadEngine } from '../../src/node/sql/engine-load.js';
import { openEngine } from '../../src/node/sql/open-engine.js';
import { sqlDialects } from '../../src/node/sql/sql-dialects.js';
import { createSqlSearches, type SqlSearchesOptions } from '../../src/node/sql/sql-searches.js';

/** The part of `@duckdb/node-api` that is used. */
interface DuckDb {
  readonly DuckDBInstance: {
    create(
      path: string,
      options: Record<string, string>,
    ): Promise<{ connect(): Promise<{ run(sql: string): Promise<unknown> }> }>;
  };
}

/** The WMI detection over NDJSON with declared columns; undefined when DuckDB is not installed. */
export async function duckDbRun(path: string, threads: number): Promise<(() => Promise<void>) | undefined> {
  const duckdb = await loadDuckDb();
  if (duckdb === undefined) return undefined;
  const instance = await duckdb.DuckDBInstance.create(':memory:', { threads: String(threads) });
  const connection = await instance.connect();
  const columns =
    "{_time: 'DOUBLE', sourcetype: 'VARCHAR', EventCode: 'INTEGER', ComputerName: 'VARCHAR', Message: 'VARCHAR'}";
  const sql = `
    WITH found AS (
      SELECT _time, ComputerName, regexp_extract(Message, 'NotificationQuery =\\s+([^;|^$]+)', 1) AS query
      FROM read_json('${path.replaceAll("'", "''")}', format = 'newline_delimited', columns = ${columns})
      WHERE lower(sourcetype) = 'wineventlog:microsoft-windows-wmi-activity/operational' AND EventCode = 5860 AND Message ILIKE '%Temporary%')
    SELECT ComputerName, query, count(*), min(_time), max(_time) FROM found
    WHERE query <> 'SELECT * FROM Win32_ProcessStartTrace WHERE ProcessName = ''wsmprovhost.exe''' GROUP BY ALL`;
  return async () => {
    await connection.run(sql);
  };
}

/** Ported rules in a database of their own. */
export interface DuckDbRules {
  /** Runs those that have SQL, one after the other; gives how many these are. */
  run(): Promise<number>;
  close(): Promise<void>;
}

/** A database in memory with events, in the tables that ported rules read; undefined when DuckDB is not installed. */
export async function duckDbRules(
  open: () => AsyncIterable<PassItem>,
  environment: Pick<SearchesEnvironment, 'catalog' | 'lookups' | 'knowledge'>,
  requests: readonly SearchRequest[],
): Promise<DuckDbRules | undefined> {
  if ((await loadDuckDb()) === undefined) return undefined;
  const database = await openEngine({ engine: 'duckdb' }, { write: true, folders });
  const settings = { dialect: sqlDialects.duckdb, order: 'newest' as const, limits: {} };
  const load: SqlSearchesOptions['load'] = async (wanted, { lookups }) => {
    const request = { knowledge: environment.knowledge, lookups, wanted: joinedTables(wanted) };
    await loadEngine(database, eventsOf(open()), request);
  };
  const run = async (options: SqlSearchesOptions): Promise<number> => {
    const engine = createSqlSearches(database, options);
    const outcomes = await prepareSearches(requests, { ...environment, engine }).run(nothing);
    return outcomes.filter(({ state }) => state === 'done').length;
  };
  await run({ ...settings, load });
  return { run: () => run(settings), close: () => database.close() };
}

async function* nothing(): AsyncGenerator<never> {}

const folders = ['.', 'tests/engines'].map((folder) => resolve(folder));

/** DuckDB where a user has put it, or where the tests of the engines have it (`.ci/engines`). */
async function loadDuckDb(): Promise<DuckDb | undefined> {
  const name = '@duckdb/node-api';
  for (const folder of folders) {
    try {
      const path = createRequire(join(folder, 'package.json')).resolve(name);
      return (await import(pathToFileURL(path).href)) as DuckDb;
    } catch {
      // Not there.
    }
  }
  return undefined;
}
