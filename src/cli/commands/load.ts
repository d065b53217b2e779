import { joinedTables, loadEngine } from '../../node/engine-load.js';
import { EventFeed } from '../../node/event-feed.js';
import { openDuckDb } from '../../node/open-duckdb.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import type { CliIo } from '../io.js';
import type { OptionValues } from '../option.js';
import { openPortSession } from '../port-session.js';
import { noEvents, showUsage } from '../with-output.js';

/** `escudo load`: events into a database. */
export async function load(values: OptionValues, io: CliIo): Promise<ExitCode> {
  const file = values.one('db');
  if (values.words.length === 0 || file === undefined)
    return showUsage({ problem: 'Rules and --db FILE are needed.', help: ['See escudo load --help.'] }, io);
  if (values.all('events').length === 0) return showUsage(noEvents, io);
  const session = await openPortSession(values, io);
  if (session === undefined) return exitCodes.unusable;
  const { knowledge, lookups, ported, reporter, settings } = session;
  const opened = await openDuckDb(file, settings.now);
  if ('problem' in opened) return showUsage({ problem: opened.problem, help: [] }, io);
  const { database } = opened;
  try {
    const feed = new EventFeed(values.all('events'), { timeZone: settings.timeZone });
    const wanted = joinedTables(ported.map(({ candidate }) => candidate.tables));
    const loaded = await loadEngine(database, feed.open(), { knowledge, lookups, wanted });
    await database.run('CREATE OR REPLACE MACRO spl_now() AS floor(epoch(current_timestamp))');
    await reporter.show(feed.diagnostics);
    await reporter.say(
      `${loaded.events} events in ${loaded.tables.size} tables.${loaded.left === 0 ? '' : ` ${loaded.left} rows were left out: their _time is no number, or a column of metadata has several values.`}`,
    );
    return feed.diagnostics.some(({ severity }) => severity === 'error') ? exitCodes.unusable : exitCodes.ok;
  } finally {
    database.close();
  }
}
