import { availableParallelism } from 'node:os';
import { Knowledge } from '../api/knowledge.js';
import type { Settings } from '../api/options.js';
import type { CostSettings } from '../api/passes/search-cost.js';
import { prepareSearches, type SearchOutcome, type SearchRequest } from '../api/run-searches.js';
import type { Catalog } from '../content/catalog.js';
import { type Diagnostic, diagnostic, hasErrors } from '../diagnostics/diagnostic.js';
import type { RawEvent } from '../events/raw-event.js';
import type { ReadReport } from '../events/read-report.js';
import type { GeoSource } from '../exec/geo-source.js';
import { createCatalogLookups } from '../exec/lookups/catalog-lookups.js';
import type { LookupSource } from '../exec/lookups/lookup-source.js';
import { layeredLookups } from '../exec/lookups/run-lookups.js';
import { systemReason } from '../node/content/content-files.js';
import { openLookupFolder } from '../node/content/lookup-folder.js';
import { createFolderWriter } from '../node/content/write-lookups.js';
import { EventFeed } from '../node/events/event-feed.js';
import type { EventInput } from '../node/events/read-events.js';
import { loadKnowledge } from '../node/knowledge/load-knowledge.js';
import type { Invocation } from './invocation.js';
import type { CliIo } from './io.js';
import type { OptionValues } from './option.js';
import { Progress } from './progress.js';
import { UnknownKinds } from './unknown-kinds.js';

/** What running searches over the given events came to. */
export interface SessionResult {
  readonly outcomes: readonly SearchOutcome[];
  /** About events, knowledge and tables; those of the searches are in the outcomes. */
  readonly diagnostics: readonly Diagnostic[];
  readonly reports: readonly ReadReport[];
  readonly events: number;
  /** A search reads events, and none are given; nothing was run. */
  readonly needsEvents: boolean;
  /** Some input could not be read, or with `--strict` not wholly. */
  readonly unreadable: boolean;
  /** The database in which the searches ran, where they did not read events. */
  readonly place?: string;
}

/** Runs searches with the knowledge, tables and events that the options name. */
export async function runSession(
  requests: readonly SearchRequest[],
  catalog: Catalog,
  invocation: Invocation,
): Promise<SessionResult> {
  const { values, io, settings } = invocation;
  const diagnostics: Diagnostic[] = [];
  const { knowledge, lookups } = await openKnowledge(values, settings, catalog, diagnostics);
  const folder = values.one('write-lookups');
  const writer = folder === undefined ? undefined : createFolderWriter(folder);
  const geo = await openGeo(values.one('geoip'), diagnostics);
  let unreadable = hasErrors(diagnostics);
  const prepared = prepareSearches(requests, {
    catalog,
    lookups,
    knowledge,
    ...(writer === undefined ? {} : { writer }),
    ...(geo === undefined ? {} : { geo }),
    inputOrder: values.has('input-order'),
    costs: costSettings(values, io),
  });
  const paths = values.all('events');
  if (paths.length === 0 && prepared.passes > 0) {
    return { outcomes: [], diagnostics, reports: [], events: 0, needsEvents: true, unreadable };
  }
  const keep = paths.includes('-') && prepared.passes > 1;
  // Rows that are received are not in the outcomes.
  const kinds = requests.every(({ receive }) => receive === undefined) ? new UnknownKinds() : undefined;
  const { feed, progress } = await openFeed(paths, invocation, { keep, onEvents: (events) => kinds?.read(events) });
  let outcomes: SearchOutcome[];
  try {
    outcomes = await prepared.run((wanted, scan) => feed.open(wanted, scan));
  } finally {
    await feed.close();
    await progress.finish();
  }
  diagnostics.push(...knowledge.diagnostics, ...feed.diagnostics, ...(writer?.diagnostics ?? []));
  unreadable ||= hasErrors(feed.diagnostics) || hasErrors(writer?.diagnostics ?? []);
  const ran = outcomes.some(({ state }) => state === 'done');
  if (kinds !== undefined && ran && outcomes.every(({ rows }) => rows.length === 0)) {
    diagnostics.push(...kinds.diagnostics(knowledge));
  }
  const passedOver = feed.reports.some(({ skippedLines }) => skippedLines > 0);
  if (prepared.runnable > 0 && prepared.passes > 0 && feed.events === 0 && !passedOver && !unreadable) {
    diagnostics.push(diagnostic('no-events', { inputs: paths.join(', ') }));
  }
  return { outcomes, diagnostics, reports: feed.reports, events: feed.events, needsEvents: false, unreadable };
}

/** What the options and the content say about logs and tables. */
export async function openKnowledge(
  values: OptionValues,
  settings: Settings,
  catalog: Catalog,
  diagnostics: Diagnostic[],
): Promise<{ readonly knowledge: Knowledge; readonly lookups: LookupSource }> {
  const loaded = await loadKnowledge(values.all('knowledge'));
  diagnostics.push(...loaded.diagnostics);
  const knowledge = new Knowledge(loaded.files, settings);
  const lookups = await openLookups(values.all('lookups'), catalog, diagnostics);
  return { knowledge, lookups };
}

/** How the cost of searches is measured: their time always, as a rule that takes most of it is worth a word. */
function costSettings(values: OptionValues, io: CliIo): CostSettings {
  const seconds = values.one('rule-budget');
  return {
    timer: () => io.timer(),
    budget: seconds === undefined ? undefined : Number(seconds) * 1000,
    regexes: values.has('profile'),
  };
}

interface FeedOptions {
  /** Standard input, which can be read once only, is read again. */
  readonly keep?: boolean;
  readonly onEvents?: (events: readonly RawEvent[]) => void;
}

/** Events, and the line on the terminal that says how far they are read in the first pass. */
export interface OpenedFeed {
  readonly feed: EventFeed;
  readonly progress: Progress;
}

/** The events of files, read as the options say. */
export async function openFeed(
  paths: readonly string[],
  { values, io, given, settings }: Invocation,
  { keep = false, onEvents }: FeedOptions = {},
): Promise<OpenedFeed> {
  const inputs = paths.map((path): EventInput => (path === '-' ? { name: '-', bytes: io.stdin } : path));
  const progress = new Progress(io);
  await progress.measure(paths);
  const feed = new EventFeed(inputs, {
    format: values.one('input-format'),
    defaults: given.defaults,
    timeZone: settings.timeZone,
    futureAfter: settings.now + secondsPerDay,
    strict: values.has('strict'),
    jobs: given.jobs ?? availableParallelism(),
    ...(keep ? { keep: settings.limits } : {}),
    onBatch(batch, elsewhere) {
      onEvents?.(batch);
      progress.advance(batch, elsewhere);
    },
  });
  return { feed, progress };
}

/** Time zones that a log does not state put its events into the future by less than this. */
const secondsPerDay = 86_400;

/** The database of `--geoip`. */
export async function openGeo(path: string | undefined, diagnostics: Diagnostic[]): Promise<GeoSource | undefined> {
  if (path === undefined) return undefined;
  const { openGeoDatabase } = await import('../node/knowledge/geo-database.js');
  try {
    return await openGeoDatabase(path);
  } catch (error) {
    diagnostics.push(diagnostic('content-unreadable', { path, reason: systemReason(error) }));
    return undefined;
  }
}

/** The tables of `--lookups` folders over those of the catalog. */
export async function openLookups(
  folders: readonly string[],
  catalog: Catalog,
  diagnostics: Diagnostic[],
): Promise<LookupSource> {
  const layers: LookupSource[] = [];
  // The last folder given wins.
  for (const folder of folders.toReversed()) {
    const opened = await openLookupFolder(folder, catalog);
    diagnostics.push(...opened.diagnostics);
    layers.push(opened.lookups);
  }
  return layeredLookups(...layers, createCatalogLookups(catalog));
}
