import { portCandidate } from '../../api/port.js';
import { lookupTable, metricsTable } from '../../api/port-schema.js';
import { hasErrors } from '../../diagnostics/diagnostic.js';
import { filesToLoad } from '../../node/events/loaded-files.js';
import { allTables, type EngineLoad, eventsTable, joinedTables, loadEngine } from '../../node/sql/engine-load.js';
import { readHistory } from '../../node/sql/load-ledger.js';
import { openEngine } from '../../node/sql/open-engine.js';
import type { SqlEngine } from '../../sql/run/engine.js';
import { EngineFailure } from '../../sql/run/engine-failure.js';
import { readEngineAddress } from '../engine-address.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import type { CliIo } from '../io.js';
import type { OptionValues } from '../option.js';
import type { UsageProblem } from '../parse-options.js';
import { type ContentSession, openContentSession } from '../port-session.js';
import { readRunSettings } from '../run-settings.js';
import { openFeed } from '../session.js';
import { counted } from '../summary.js';
import { noEvents, showUsage } from '../with-output.js';

/** `escudo load`: events into a database. */
export async function load(values: OptionValues, io: CliIo): Promise<ExitCode> {
  const id = (values.one('engine') ?? 'duckdb') as 'duckdb' | 'clickhouse';
  const address = await readEngineAddress(id, values, io);
  if (address === undefined) {
    const help =
      id === 'duckdb'
        ? 'Write --db FILE.'
        : 'Write --url http://HOST:8123, and --database NAME for one other than default.';
    return showUsage({ problem: 'No database is given.', help: [help, 'See escudo load --help.'] }, io);
  }
  if ('problem' in address) return showUsage(address, io);
  const problem = problemOfInput(values);
  if (problem !== undefined) return showUsage(problem, io);
  const session = await openContentSession(values, io);
  if (session === undefined) return exitCodes.unusable;
  let engine: SqlEngine | undefined;
  try {
    engine = await openEngine(address, { write: true, folders: io.packageFolders });
    return await loadInto(engine, session, values, io);
  } catch (error) {
    if (!(error instanceof EngineFailure)) throw error;
    await session.reporter.show([error.diagnostic]);
    await session.reporter.say('Nothing was loaded.');
    return exitCodes.unusable;
  } finally {
    await engine?.close();
  }
}

function problemOfInput(values: OptionValues): UsageProblem | undefined {
  const isGiven = values.all('events').length > 0;
  if (!values.has('lookups-only'))
    return isGiven
      ? undefined
      : { ...noEvents, help: [...noEvents.help, 'Give --lookups-only to load the lookups alone.'] };
  if (!isGiven && !values.has('append')) return undefined;
  return { problem: '--lookups-only loads no events.', help: [`Leave ${isGiven ? '--events' : '--append'} out.`] };
}

async function loadInto(
  engine: SqlEngine,
  { content, knowledge, lookups, settings, reporter }: ContentSession,
  values: OptionValues,
  io: CliIo,
): Promise<ExitCode> {
  const append = values.has('append');
  const lookupsOnly = values.has('lookups-only');
  const given = readRunSettings(values, settings.now);
  if ('problem' in given) return showUsage(given, io);
  const before = append ? (await readHistory(engine)).files : new Map<string, string>();
  const files = await filesToLoad(values.all('events'), before);
  await reporter.show(files.diagnostics);
  if (hasErrors(files.diagnostics)) {
    await reporter.say('Nothing was loaded.');
    return exitCodes.unusable;
  }
  const wanted =
    values.words.length === 0
      ? allTables(knowledge, lookups)
      : joinedTables(
          content.detections.map(({ search }) => portCandidate(search, content.catalog, settings, 'search').tables),
        );
  const { feed, progress } = await openFeed(files.paths, { values, io, given, settings });
  let loaded: EngineLoad | undefined;
  try {
    loaded = await loadEngine(engine, feed.open(), {
      knowledge,
      lookups,
      wanted,
      append,
      lookupsOnly,
      files: files.stamps,
      complete: () => !hasErrors(feed.diagnostics),
    });
  } finally {
    await progress.finish();
  }
  await reporter.show([...knowledge.diagnostics, ...feed.diagnostics, ...(loaded?.diagnostics ?? [])]);
  await reporter.finish();
  if (loaded === undefined) {
    await reporter.say('Nothing was loaded.');
    return exitCodes.unusable;
  }
  const said = lookupsOnly ? counted(loaded.lookups, 'lookup table') : summaryOf(loaded);
  await reporter.say(`${said} ${append ? 'added to' : 'in'} ${engine.place}.`);
  if (files.known > 0) await reporter.say(`${counted(files.known, 'file')} left out: loaded before.`);
  return exitCodes.ok;
}

function summaryOf({ events, tables, lookups }: EngineLoad): string {
  const others = new Set([eventsTable, metricsTable]);
  const sets = [...tables].filter(
    ([table, count]) => !others.has(table) && !table.startsWith(lookupTable('')) && count > 0,
  );
  const points = tables.get(metricsTable) ?? 0;
  const rows = sets.reduce((sum, [, count]) => sum + count, 0);
  const parts = [
    counted(events, 'event'),
    ...(points > 0 ? [counted(points, 'metric data point')] : []),
    `${counted(rows, 'row')} of ${counted(sets.length, 'data set')}`,
    counted(lookups, 'lookup table'),
  ];
  return parts.join(', ');
}
