import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

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

/** DuckDB where a user has put it, or where the tests of the engines have it (`.ci/engines`). */
async function loadDuckDb(): Promise<DuckDb | undefined> {
  const name = '@duckdb/node-api';
  for (const folder of ['.', 'tests/engines']) {
    try {
      const path = createRequire(resolve(folder, 'package.json')).resolve(name);
      return (await import(pathToFileURL(path).href)) as DuckDb;
    } catch {
      // Not there.
    }
  }
  return undefined;
}
