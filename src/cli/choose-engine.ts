import type { SearchRequest } from '../api/run-searches.js';
import type { Catalog } from '../content/catalog.js';
import type { EngineAddress } from '../node/sql/open-engine.js';
import { readingOptions } from './engine-options.js';
import type { Invocation } from './invocation.js';
import type { CliIo } from './io.js';
import { misplacedOption } from './misplaced-option.js';
import type { OptionValues } from './option.js';
import type { UsageProblem } from './parse-options.js';
import { runSession, type SessionResult } from './session.js';

/** The database in which searches run instead of over the events. */
export interface ChosenEngine {
  readonly address: EngineAddress;
  /** Events are given: they are loaded into a database of their own first. */
  readonly loads: boolean;
  readonly timeout?: number;
}

/** What `--engine` and the options that belong to it ask for; undefined for the built-in engine. */
export async function readEngine(values: OptionValues, io: CliIo): Promise<ChosenEngine | UsageProblem | undefined> {
  const engine = values.one('engine') ?? 'builtin';
  if (engine === 'builtin') return misplacedOption(engine, values);
  const { readEngineAddress, readTimeout } = await import('./engine-address.js');
  const address = await readEngineAddress(engine as 'duckdb' | 'clickhouse', values, io);
  if (address !== undefined && 'problem' in address) return address;
  const timeout = readTimeout(values);
  if ('problem' in timeout) return timeout;
  for (const name of ['write-lookups', 'geoip', 'profile', 'rule-budget']) {
    if (values.has(name))
      return {
        problem: `--${name} has no meaning in a database.`,
        help: [
          name === 'rule-budget'
            ? 'Write --timeout SECONDS instead.'
            : 'Leave it out, or run with the built-in engine.',
        ],
      };
  }
  if (values.has('events') && values.has('schema'))
    return {
      problem: '--schema describes tables that are there, and --events are loaded into tables of escudo.',
      help: ['Leave --events out to search the tables of a database, or --schema to search the events.'],
    };
  if (values.has('events')) {
    if (address !== undefined)
      return {
        problem: 'Both events and a database are given.',
        help: [
          'Leave --events out to search what the database holds, or load the events into it with escudo load.',
          'With --engine duckdb --events and without --db they are loaded into a database that lasts as long as the run.',
        ],
      };
    if (engine === 'clickhouse')
      return {
        problem: 'No ClickHouse server is given.',
        help: [
          'Load the events with escudo load --engine clickhouse --url URL, then run with --url and without --events.',
        ],
      };
    return { address: { engine: 'duckdb' }, loads: true, ...timeout };
  }
  if (address === undefined) {
    const help =
      engine === 'duckdb'
        ? ['Write --db FILE for a file that escudo load has made, or --events PATH... to load events for this run.']
        : ['Write --url http://HOST:8123; --database names the database that escudo load has filled.'];
    return { problem: 'No database is given.', help };
  }
  const idle = readingOptions.find((name) => values.has(name));
  if (idle !== undefined)
    return {
      problem: `--${idle} says something about what is loaded, and nothing is loaded here.`,
      help: [`Give --${idle} to escudo load.`],
    };
  return { address, loads: false, ...timeout };
}

/** Runs searches over the given events, or in the chosen database. */
export async function runIn(
  engine: ChosenEngine | undefined,
  requests: readonly SearchRequest[],
  catalog: Catalog,
  invocation: Invocation,
): Promise<SessionResult> {
  if (engine === undefined) return runSession(requests, catalog, invocation);
  // Most runs need none of it.
  const { runEngineSession } = await import('./engine-session.js');
  return runEngineSession(requests, catalog, invocation, engine);
}
