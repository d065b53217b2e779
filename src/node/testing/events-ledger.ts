import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../../api/options.js';
import {
  type BenignLedger,
  benignLedgerOf,
  compareBenignHits,
  compareEventRuns,
  type EventsLedger,
} from '../../testing/events-ledger.js';
import { defaultLimits } from '../../values/limits.js';
import { defaultSemantics } from '../../values/semantics.js';
import type { LoadedContent } from '../content/load-content.js';
import { type EventLog, type EventsRun, runOverEvents } from './run-over-events.js';

const eventsFolder = '../shared/data/events';
const benignLog = 'windows/benign_win10_workstation.ndjson';
const runLedgerPath = 'tests/corpus/events-run.json';
const benignLedgerPath = 'tests/corpus/benign-host.json';

/** Seconds that each of the two runs may take before it is stopped and counts as failed. */
const maxSeconds = 900;

const settings: Settings = {
  now: 1_735_689_600,
  timeZone: 'UTC',
  range: { earliest: Number.NEGATIVE_INFINITY, latest: Number.POSITIVE_INFINITY },
  limits: defaultLimits,
  semantics: defaultSemantics,
  seed: 1,
};

/** The published logs, each with the sourcetype and source that its manifest gives. */
async function publishedLogs(): Promise<EventLog[]> {
  const entries = JSON.parse(await readFile(join(eventsFolder, 'manifest.json'), 'utf8')) as {
    file: string;
    source?: string;
    sourcetype?: string;
  }[];
  return entries.map(({ file, source, sourcetype }) => ({
    file: join(eventsFolder, file),
    defaults: { ...stated('source', source), ...stated('sourcetype', sourcetype) },
  }));
}

/** Values such as `bro:<log>:json` describe what differs from event to event. */
function stated(key: 'source' | 'sourcetype', value: string | undefined): { source?: string; sourcetype?: string } {
  return value === undefined || /[<*\s]/.test(value) ? {} : { [key]: value };
}

/**
 * Runs all detections over the published logs and over the benign host alone, and compares with the ledgers; with `update` it
 * records the result. Gives the lines to print and whether something differs.
 */
export async function checkEventLedgers(
  content: LoadedContent,
  update: boolean,
): Promise<{ lines: string[]; differs: boolean }> {
  if (!existsSync(join(eventsFolder, 'manifest.json')))
    return { lines: [`${eventsFolder} is not here; no detection was run.`], differs: false };
  const logs = await publishedLogs();
  const all = await runOverEvents(content, logs, settings, maxSeconds);
  const found = ledgerOfRun(all);
  const file = join(eventsFolder, benignLog);
  const benign = await runOverEvents(content, [{ file, defaults: {} }], settings, maxSeconds);
  const hits = ledgerOfRun(benign).fired;
  const lines = [
    `detections over ${found.events} events: ${count(found.fired)} fire, ${found.quiet} are quiet, ${count(found.refused)} are refused, ${count(found.crashed)} end with an internal error`,
    `detections over the ${benign.events} events of the benign host: ${count(hits)} fire`,
  ];
  const recordedHits = existsSync(benignLedgerPath) ? await readJson<BenignLedger>(benignLedgerPath) : {};
  const stopped = all.stopped || benign.stopped;
  if (stopped) lines.push(`worse:  a run was stopped after ${maxSeconds} seconds`);
  if (update && !stopped) {
    await writeFile(runLedgerPath, `${JSON.stringify(found, null, 1)}\n`);
    await writeFile(benignLedgerPath, `${JSON.stringify(benignLedgerOf(recordedHits, hits), null, 1)}\n`);
    return { lines, differs: false };
  }
  const worse = [
    ...compareEventRuns(await readJson<EventsLedger>(runLedgerPath), found),
    ...compareBenignHits(recordedHits, hits),
  ];
  for (const line of worse) lines.push(`differs: ${line}`);
  return { lines, differs: stopped || worse.length > 0 };
}

async function readJson<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(path, 'utf8')) as T;
}

function count(record: Readonly<Record<string, unknown>>): number {
  return Object.keys(record).length;
}

function ledgerOfRun({ outcomes, events }: EventsRun): EventsLedger {
  const fired: [string, number][] = [];
  const refused: [string, string][] = [];
  const crashed: [string, string][] = [];
  let quiet = 0;
  for (const [{ fileName }, outcome] of outcomes) {
    if (outcome.state === 'crashed') crashed.push([fileName, String(outcome.error)]);
    else if (outcome.state === 'refused') refused.push([fileName, outcome.reason]);
    else if (outcome.rows > 0) fired.push([fileName, outcome.rows]);
    else quiet++;
  }
  return { events, quiet, fired: sorted(fired), refused: sorted(refused), crashed: sorted(crashed) };
}

function sorted<T>(entries: readonly [string, T][]): Record<string, T> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}
