import type { SqlDialect } from '../../src/sql/dialect.js';
import { clickhouse } from '../../src/sql/dialects/clickhouse.js';
import { duckdb } from '../../src/sql/dialects/duckdb.js';
import { ClickHouseDatabase } from '../../src/sql/run/clickhouse.js';
import { DuckDbDatabase, type DuckDbModule } from '../../src/sql/run/duckdb.js';
import type { SqlEngine } from '../../src/sql/run/engine.js';
import { boundedDuckDb } from './bounds.js';
import { clickHouseClient, startClickHouse } from './clickhouse-server.js';

/** An engine that the tests run SQL in. */
export interface TestEngine {
  readonly dialect: SqlDialect;
  /** Whether `.ci/engines` has installed it. */
  readonly there: boolean;
  /** An empty database; `close` ends all that was started for it. */
  open(): Promise<{ readonly database: SqlEngine; close(): Promise<void> }>;
}

async function loadDuckDb(): Promise<DuckDbModule | undefined> {
  try {
    const name = '@duckdb/node-api';
    return boundedDuckDb((await import(name)) as DuckDbModule);
  } catch {
    return undefined;
  }
}

/** DuckDB, where `.ci/engines` has installed it; it takes little of the machine. */
export const duckDbModule = await loadDuckDb();
const client = clickHouseClient();

export const engines: readonly TestEngine[] = [
  {
    dialect: duckdb,
    there: duckDbModule !== undefined,
    async open() {
      const database = await DuckDbDatabase.open(duckDbModule!);
      return { database, close: () => database.close() };
    },
  },
  {
    dialect: clickhouse,
    there: client !== undefined,
    async open() {
      const access = { user: 'default', password: 'p' };
      const server = await startClickHouse(access);
      const database = await ClickHouseDatabase.open(client!, { url: server.url, database: 'default', ...access });
      return {
        database,
        async close() {
          await database.close();
          await server.close();
        },
      };
    },
  },
];

for (const { dialect, there } of engines)
  if (!there) console.warn(`Skipped: ${dialect.title} is not installed; .ci/engines installs it.`);
