import type { DuckDbModule } from '../../src/sql/run/duckdb.js';
import type { StatementLimits } from '../../src/sql/run/engine.js';
import { EngineFailure } from '../../src/sql/run/engine-failure.js';

/** What a statement of a test may take of the machine, which others use as well. */
const megabytes = 1_500;
const threads = 2;
const seconds = 60;

/** Settings with which DuckDB fails rather than grow; it writes nothing to disk instead. */
const duckDbSettings = { memory_limit: `${megabytes}MB`, threads: String(threads), temp_directory: '' };

/** Statements for ClickHouse to the same effect. */
export const clickHouseSettings = [
  `SET max_memory_usage = ${megabytes * 1_000_000}`,
  `SET max_threads = ${threads}`,
  `SET max_execution_time = ${seconds}`,
];

/** DuckDB as the tests open it. */
export function boundedDuckDb({ DuckDBInstance }: DuckDbModule): DuckDbModule {
  return {
    DuckDBInstance: {
      create: (path, options) => DuckDBInstance.create(path, { ...duckDbSettings, ...options }),
    },
  };
}

/** Why a statement was given up, where it wanted more than it may take. */
export class BoundPassed extends Error {}

/**
 * Runs a statement within the bounds. What an engine takes to read its text counts for none of its own limits, so the memory of this process is
 * watched as well; all that passes a bound is thrown as {@link BoundPassed}.
 */
export async function withinBounds<T>(work: (limits: StatementLimits) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const before = process.memoryUsage.rss();
  const watch = setInterval(() => {
    const grown = Math.round((process.memoryUsage.rss() - before) / 1e6);
    if (grown > megabytes) controller.abort(new BoundPassed(`more than ${grown} MB`));
  }, 200);
  try {
    return await work({ timeout: seconds, signal: controller.signal });
  } catch (error) {
    if (error instanceof EngineFailure && isBound(error)) throw new BoundPassed(error.message);
    throw error;
  } finally {
    clearInterval(watch);
  }
}

function isBound({ diagnostic: { code, message } }: EngineFailure): boolean {
  return (
    code === 'engine-timeout' || (code === 'engine-failed' && /out of memory|memory limit|code 159\b/i.test(message))
  );
}
