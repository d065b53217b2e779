import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DuckDbDatabase, type DuckDbModule } from '../sql/run/duckdb.js';

const packageName = '@duckdb/node-api';

/** Opens a DuckDB database; `problem`: the package is not installed, or the file cannot be opened. */
export async function openDuckDb(
  path: string | undefined,
  now: number,
): Promise<{ database: DuckDbDatabase } | { problem: string }> {
  const module = await loadPackage();
  if (module === undefined)
    return {
      problem: `DuckDB is not installed. Run npm install ${packageName} where escudo is installed, or in this folder.`,
    };
  try {
    return { database: await DuckDbDatabase.open(module, path, now) };
  } catch (error) {
    return {
      problem: `Cannot open the database ${path ?? ':memory:'}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`,
    };
  }
}

async function loadPackage(): Promise<DuckDbModule | undefined> {
  for (const place of [import.meta.url, pathToFileURL(join(process.cwd(), 'package.json')).href]) {
    try {
      return (await import(pathToFileURL(createRequire(place).resolve(packageName)).href)) as DuckDbModule;
    } catch {
      // Looked for in the next place.
    }
  }
  return undefined;
}
