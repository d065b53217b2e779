import { createRequire } from 'node:module';
import { join } from 'node:path';
import { diagnostic } from '../../diagnostics/diagnostic.js';
import { type ClickHouseAccess, ClickHouseDatabase, type ClickHouseModule } from '../../sql/run/clickhouse.js';
import { DuckDbDatabase, type DuckDbModule } from '../../sql/run/duckdb.js';
import type { SqlEngine } from '../../sql/run/engine.js';
import { EngineFailure } from '../../sql/run/engine-failure.js';

/** Which database to open, and how it is reached. */
export type EngineAddress =
  | {
      readonly engine: 'duckdb';
      /** Without it a database in memory. */
      readonly path?: string;
    }
  | ({ readonly engine: 'clickhouse' } & ClickHouseAccess);

export interface OpenOptions {
  /** Whether the database is written; it is then made where there is none. */
  readonly write: boolean;
  /** What `now()` means in searches, epoch seconds; without it the time of the statement. */
  readonly now?: number;
  /** Where the packages of engines are looked for besides the place of escudo itself. */
  readonly folders?: readonly string[] | undefined;
}

/** Opens a database with the optional package of its engine; throws an {@link EngineFailure} where that cannot be. */
export async function openEngine(
  address: EngineAddress,
  { write, now, folders = [] }: OpenOptions,
): Promise<SqlEngine> {
  if (address.engine === 'clickhouse') {
    const module = optionalPackage<ClickHouseModule>('ClickHouse', '@clickhouse/client', folders);
    return ClickHouseDatabase.open(module, address, { create: write });
  }
  const module = optionalPackage<DuckDbModule>('DuckDB', '@duckdb/node-api', folders);
  return DuckDbDatabase.open(module, {
    ...(address.path === undefined ? {} : { path: address.path }),
    readOnly: !write && address.path !== undefined,
    ...(now === undefined ? {} : { now }),
  });
}

/** A package that is installed beside escudo, or in one of the folders or above it. */
function optionalPackage<T>(engine: string, packageName: string, folders: readonly string[]): T {
  for (const place of [import.meta.url, ...folders.map((folder) => join(folder, 'package.json'))]) {
    const require = createRequire(place);
    let path: string;
    try {
      path = require.resolve(packageName);
    } catch {
      continue;
    }
    return require(path) as T;
  }
  throw new EngineFailure(
    diagnostic('engine-not-installed', { engine, packageName }, { help: [`Run npm install ${packageName}.`] }),
    { fatal: true },
  );
}
