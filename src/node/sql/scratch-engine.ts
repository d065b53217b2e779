import type { SqlEngine } from '../../sql/run/engine.js';
import { type EngineAddress, type OpenOptions, openEngine } from './open-engine.js';

/** A database that is empty, and gone when it is closed. */
export interface ScratchEngine {
  readonly engine: SqlEngine;
  close(): Promise<void>;
}

/** DuckDB in memory, or a database of its own on a ClickHouse server; `unique` tells it from those of other runs. */
export async function openScratch(
  address: EngineAddress,
  unique: string,
  options: Omit<OpenOptions, 'write'>,
): Promise<ScratchEngine> {
  if (address.engine === 'duckdb') {
    const engine = await openEngine({ engine: 'duckdb' }, { ...options, write: true });
    return { engine, close: () => engine.close() };
  }
  const database = `escudo_scratch_${unique}`;
  const engine = await openEngine({ ...address, database }, { ...options, write: true });
  return {
    engine,
    async close() {
      try {
        await engine.run(`DROP DATABASE IF EXISTS ${engine.sql.name(database)}`);
      } finally {
        await engine.close();
      }
    },
  };
}
