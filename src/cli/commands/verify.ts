import { prepareSearches } from '../../api/run-searches.js';
import { EventFeed } from '../../node/events/event-feed.js';
import type { EngineAddress } from '../../node/sql/open-engine.js';
import { portContent } from '../../node/sql/port-content.js';
import { openScratch } from '../../node/sql/scratch-engine.js';
import { sqlDialects } from '../../node/sql/sql-dialects.js';
import { type EngineVerdict, verifyEngine } from '../../node/sql/verify-engine.js';
import { EngineFailure } from '../../sql/run/engine-failure.js';
import { readEngineAddress, readTimeout } from '../engine-address.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import type { CliIo } from '../io.js';
import type { OptionValues } from '../option.js';
import { labelsOf } from '../output/results.js';
import { ShownRows } from '../output/shown-rows.js';
import type { UsageProblem } from '../parse-options.js';
import { type ContentSession, openContentSession } from '../port-session.js';
import { counted } from '../summary.js';
import { noEvents, showUsage } from '../with-output.js';

/** `escudo verify`: the rows of several engines, compared. */
export async function verify(values: OptionValues, io: CliIo): Promise<ExitCode> {
  const paths = values.all('events');
  if (values.words.length === 0)
    return showUsage({ problem: 'No rules are given.', help: ['See escudo verify --help.'] }, io);
  if (paths.length === 0) return showUsage(noEvents, io);
  if (paths.includes('-')) {
    const problem = 'Events are read once per engine, so they cannot come from standard input.';
    return showUsage({ problem, help: ['Write them to a file.'] }, io);
  }
  const engines = await readEngines(values, io);
  if ('problem' in engines) return showUsage(engines, io);
  const timeout = readTimeout(values);
  if ('problem' in timeout) return showUsage(timeout, io);
  const session = await openContentSession(values, io);
  if (session === undefined) return exitCodes.unusable;
  try {
    return await compare(session, paths, engines, timeout, io);
  } catch (error) {
    if (!(error instanceof EngineFailure)) throw error;
    await session.reporter.show([error.diagnostic]);
    return exitCodes.unusable;
  }
}

async function compare(
  { content, knowledge, lookups, reporter, settings }: ContentSession,
  paths: readonly string[],
  engines: readonly EngineAddress[],
  limits: { readonly timeout?: number },
  io: CliIo,
): Promise<ExitCode> {
  const { detections, catalog } = content;
  const labels = labelsOf(detections);
  const feed = new EventFeed(paths, { timeZone: settings.timeZone });
  const requests = detections.map(({ search }) => ({ search, start: 'search' as const, settings }));
  const outcomes = await prepareSearches(requests, { catalog, lookups, knowledge }).run(() => feed.open());
  // Without a search that can be run nothing was read.
  if (feed.events === 0) for await (const _ of feed.open());
  await reporter.show(feed.diagnostics);
  // Fields that no command names and no answer shows, such as _indextime, are not compared.
  const expected = outcomes.map(({ state, rows, columns }) =>
    state === 'done' ? [...new ShownRows(rows).only(columns)] : undefined,
  );
  let compared = 0;
  let different = 0;
  for (const address of engines) {
    const ported = await portContent(
      content,
      knowledge,
      lookups,
      settings,
      sqlDialects[address.engine],
      undefined,
      settings.now,
    );
    const scratch = await openScratch(address, String(io.clock()), { now: settings.now, folders: io.packageFolders });
    try {
      const { verdicts, left } = await verifyEngine(
        scratch.engine,
        feed.open(),
        ported,
        expected,
        { knowledge, lookups },
        limits,
      );
      if (left > 0)
        await reporter.say(
          `${counted(left, 'row was', 'rows were')} not loaded: a time is no number, or a column of metadata has several values.`,
        );
      for (const [index, verdict] of verdicts.entries()) {
        if (verdict.state !== 'refused') compared++;
        if (verdict.state === 'different' || verdict.state === 'failed') different++;
        const rows = counted(expected[index]?.length ?? 0, 'row');
        await io.stdout.write(`${lineOf(verdict, address.engine, labels[index]!, rows)}\n`);
      }
    } finally {
      await scratch.close();
    }
  }
  await reporter.say(
    `${counted(compared, 'comparison')} of ${counted(detections.length, 'detection')} over ${counted(feed.events, 'event')}, ${different} differ.`,
  );
  return compared === 0 ? exitCodes.unusable : different > 0 ? exitCodes.found : exitCodes.ok;
}

function lineOf(verdict: EngineVerdict, engine: string, label: string, rows: string): string {
  const said = verdict.state === 'same' ? rows : verdict.reason.replaceAll(/\s+/g, ' ');
  return `${verdict.state.padEnd(9)}  ${engine.padEnd(10)}  ${label}: ${said}`;
}

/** `builtin`, with which the others are compared, and at least one other. */
async function readEngines(values: OptionValues, io: CliIo): Promise<EngineAddress[] | UsageProblem> {
  const names = (values.one('engines') ?? 'builtin,duckdb').split(',').map((name) => name.trim());
  const wrong = names.find((name) => !['builtin', 'duckdb', 'clickhouse'].includes(name));
  const help = ['Write --engines builtin,duckdb or --engines builtin,duckdb,clickhouse.'];
  if (wrong !== undefined) return { problem: `--engines names ${JSON.stringify(wrong)}, which is no engine.`, help };
  if (!names.includes('builtin') || names.length < 2)
    return { problem: '--engines needs builtin, with which the others are compared, and another engine.', help };
  const addresses: EngineAddress[] = [];
  if (names.includes('duckdb')) addresses.push({ engine: 'duckdb' });
  if (names.includes('clickhouse')) {
    const address = await readEngineAddress('clickhouse', values, io);
    if (address === undefined)
      return {
        problem: 'No ClickHouse server is given.',
        help: ['Write --url http://HOST:8123; a database of its own is made there for the comparison, and removed.'],
      };
    if ('problem' in address) return address;
    addresses.push(address);
  }
  return addresses;
}
