import { diagnostic } from '../../diagnostics/diagnostic.js';
import { clause, EngineFailure, reasonOf } from './engine-failure.js';

/** An error of DuckDB as a diagnostic. It knows errors by their texts only. */
export function duckDbFailure(error: unknown, place: string): EngineFailure {
  const reason = clause(reasonOf(error));
  if (/could not set lock|conflicting lock|being used by another process/i.test(reason)) {
    const holder = /\(PID (\d+)\)/.exec(reason)?.[1];
    const held = holder === undefined ? '' : `process ${holder}`;
    return new EngineFailure(diagnostic('engine-database-locked', { place, reason: held }), { fatal: true });
  }
  // A table that is not there and is called like a file it takes for one, and files are out of its reach.
  const table = /Table with name (.+?) does not exist|Cannot access file "([^"/\\]+)" - file system/.exec(reason);
  if (table !== null)
    return new EngineFailure(diagnostic('engine-no-table', { table: unquoted(table[1] ?? table[2]!) }));
  const column = /Referenced column (".*?") not found|does not have a column named (".*?")/.exec(reason);
  if (column !== null)
    return new EngineFailure(diagnostic('engine-no-column', { column: unquoted(column[1] ?? column[2]!) }));
  return new EngineFailure(diagnostic('engine-failed', { engine: 'DuckDB', reason }));
}

/** An error while a database is opened. */
export function duckDbOpenFailure(error: unknown, place: string): EngineFailure {
  const failure = duckDbFailure(error, place);
  if (failure.diagnostic.code !== 'engine-failed') return failure;
  const text = clause(reasonOf(error)).replace(/^IO Error: /, '');
  const reason = /not a valid DuckDB database/i.test(text)
    ? 'the file is no DuckDB database'
    : /database does not exist|No such file/i.test(text)
      ? 'there is no such file'
      : text;
  const help =
    reason === 'there is no such file' ? ['Make it with escudo load RULES... --db FILE --events PATH...'] : [];
  return new EngineFailure(diagnostic('engine-no-database', { place, reason }, { help }), { fatal: true });
}

const unquoted = (name: string): string => name.replace(/^"(.*)"$/s, '$1');
