import { rowOf } from '../../api/plain-events.js';
import { prepareSearches } from '../../api/run-searches.js';
import { joinedTables, loadEngine } from '../../node/engine-load.js';
import { EventFeed } from '../../node/event-feed.js';
import { openDuckDb } from '../../node/open-duckdb.js';
import { differenceOf } from '../../sql/verify.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import type { CliIo } from '../io.js';
import type { OptionValues } from '../option.js';
import { openPortSession } from '../port-session.js';
import { noEvents, showUsage } from '../with-output.js';

/** `escudo verify`: the rows of two engines, compared. */
export async function verify(values: OptionValues, io: CliIo): Promise<ExitCode> {
  if (values.words.length === 0)
    return showUsage({ problem: 'No rules are given.', help: ['See escudo verify --help.'] }, io);
  if (values.all('events').length === 0) return showUsage(noEvents, io);
  const session = await openPortSession(values, io);
  if (session === undefined) return exitCodes.unusable;
  const { content, knowledge, lookups, ported, reporter, settings } = session;
  const opened = await openDuckDb(undefined, settings.now);
  if ('problem' in opened) return showUsage({ problem: opened.problem, help: [] }, io);
  const { database } = opened;
  try {
    const feed = new EventFeed(values.all('events'), { timeZone: settings.timeZone });
    const wanted = joinedTables(ported.map(({ candidate }) => candidate.tables));
    const loaded = await loadEngine(database, feed.open(), { knowledge, lookups, wanted });
    await reporter.show(feed.diagnostics);
    if (loaded.left > 0)
      await reporter.say(
        `${loaded.left} rows were not loaded: their _time is no number, or a column of metadata has several values.`,
      );
    const requests = ported.map(({ detection }) => ({ search: detection.search, start: 'search' as const, settings }));
    const outcomes = await prepareSearches(requests, { catalog: content.catalog, lookups, knowledge }).run(() =>
      feed.open(),
    );
    let compared = 0;
    let different = 0;
    for (const [index, { detection, port }] of ported.entries()) {
      const outcome = outcomes[index]!;
      if (port.grade === 'refused' || outcome.state !== 'done') {
        await io.stdout.write(
          `refused    ${detection.name}: ${port.grade === 'refused' ? port.reason : 'escudo does not run it'}\n`,
        );
        continue;
      }
      compared++;
      let difference: string | undefined;
      try {
        difference = differenceOf(outcome.rows.map(rowOf), await database.rows(port), true);
      } catch (error) {
        difference = `the engine failed: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`;
      }
      if (difference !== undefined) different++;
      await io.stdout.write(
        `${difference === undefined ? `same       ${detection.name}: ${outcome.rows.length} rows` : `different  ${detection.name}: ${difference}`}\n`,
      );
    }
    await reporter.say(`${compared} detections compared over ${loaded.events} events, ${different} differ.`);
    return compared === 0 ? exitCodes.unusable : different > 0 ? exitCodes.found : exitCodes.ok;
  } finally {
    database.close();
  }
}
