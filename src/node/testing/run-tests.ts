import { readdir, realpath } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Knowledge } from '../../api/knowledge.js';
import type { Settings } from '../../api/options.js';
import { prepare } from '../../api/run.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { GeoSource } from '../../exec/geo-source.js';
import { createCatalogLookups } from '../../exec/lookups/catalog-lookups.js';
import { dependenciesOf } from '../../testing/dependencies.js';
import type { TestOutcome, TestReport } from '../../testing/outcome.js';
import { runTest, type TestBench } from '../../testing/run-test.js';
import { type SelectedTest, selectTests, type TestSelection } from '../../testing/select-tests.js';
import { defaultLimits } from '../../values/limits.js';
import { defaultSemantics } from '../../values/semantics.js';
import { changedFiles } from '../content/changed-files.js';
import { systemReason } from '../content/content-files.js';
import { findContentRoot } from '../content/content-root.js';
import { type LoadContentOptions, type LoadedContent, loadContent } from '../content/load-content.js';
import { loadKnowledge } from '../knowledge/load-knowledge.js';
import { TestDataFolder } from './test-data.js';

/** What `escudo test` was asked to do, as plain data: workers are given the same. */
export interface TestRunOptions extends Omit<LoadContentOptions, 'validate'> {
  /** `--data` folders. */
  readonly data: readonly string[];
  /** Folders with `sources/` and `datamodels/` of the user. */
  readonly knowledge?: readonly string[];
  /** A MaxMind database for `iplocation`. */
  readonly geoip?: string;
  readonly selection?: TestSelection;
  /** Only tests of detections that changed since this commit; empty text: since the last commit. */
  readonly changed?: string;
  readonly timeZone?: string;
  /** Threads; 0: in this one. Default: as many as the machine runs at once, fewer for few tests. */
  readonly workers?: number;
}

/** The tests of some content, ready to run one by one. */
export interface LoadedTests {
  readonly tests: readonly SelectedTest[];
  readonly diagnostics: readonly Diagnostic[];
  readonly content: LoadedContent;
  readonly bench: TestBench;
  /** Whether the data of a test is here. */
  hasData(test: SelectedTest['test']): Promise<boolean>;
}

/** Loads content and data folders; the tests and their order are the same for the same options. Rejects for an unreadable data folder. */
export async function loadTests(options: TestRunOptions): Promise<LoadedTests> {
  const settings: Settings = {
    now: 0,
    timeZone: options.timeZone ?? 'UTC',
    range: { earliest: Number.NEGATIVE_INFINITY, latest: Number.POSITIVE_INFINITY },
    limits: defaultLimits,
    semantics: defaultSemantics,
    seed: 1,
  };
  const [content, knowledge, data, geo] = await Promise.all([
    loadContent({ ...options, rules: [...options.rules, ...(await baselineFolders(options))] }),
    loadKnowledge(options.knowledge),
    TestDataFolder.open(options.data, options.timeZone),
    openGeo(options.geoip),
  ]);
  return {
    tests: selectTests(content.detections, options.selection),
    diagnostics: [...content.diagnostics, ...knowledge.diagnostics],
    content,
    hasData: (test) => data.has(test),
    bench: {
      content,
      lookups: createCatalogLookups(content.catalog),
      knowledge: new Knowledge(knowledge.files, settings),
      settings,
      ...(geo === undefined ? {} : { geo }),
      data: (test) => data.load(test),
      clock: () => performance.now(),
    },
  };
}

async function openGeo(path: string | undefined): Promise<GeoSource | undefined> {
  if (path === undefined) return undefined;
  const { openGeoDatabase } = await import('../knowledge/geo-database.js');
  try {
    return await openGeoDatabase(path);
  } catch (error) {
    throw new Error(`${path}: ${systemReason(error)}`);
  }
}

/** The baselines of the content roots: a catalog has none, and tests may list them. */
async function baselineFolders({ rules, content }: TestRunOptions): Promise<string[]> {
  const roots = content === undefined ? await Promise.all(rules.map(findContentRoot)) : [content];
  const folders = [...new Set(roots)].flatMap((root) => (root === undefined ? [] : [join(root, 'baselines')]));
  const isThere = await Promise.all(
    folders.map((folder) =>
      readdir(folder).then(
        (names) => names.some((name) => /\.ya?ml$/i.test(name)),
        () => false,
      ),
    ),
  );
  return folders.filter((_, index) => isThere[index]);
}

/** How a run is going, told after each test. */
export type TestProgress = (outcome: TestOutcome, done: number, total: number) => void;

/** A finished run, or why there was none. */
export type TestRun =
  | { readonly report: TestReport; readonly diagnostics: readonly Diagnostic[] }
  | { readonly problem: string; readonly diagnostics: readonly Diagnostic[] };

/** Runs tests, in several threads when that is worth it. Outcomes are in the order of the content, whatever the number of threads. */
export async function runTests(options: TestRunOptions, progress: TestProgress = () => {}): Promise<TestRun> {
  const started = performance.now();
  let loaded: LoadedTests;
  try {
    loaded = await loadTests(options);
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error), diagnostics: [] };
  }
  const { tests, diagnostics } = loaded;
  let indexes = tests.map((_, index) => index);
  if (options.changed !== undefined) {
    const changed = await changedDetections(loaded, options.changed === '' ? undefined : options.changed);
    if ('problem' in changed) return { problem: changed.problem, diagnostics };
    indexes = indexes.filter((index) => changed.detections.has(tests[index]!.detection));
  } else if (tests.length === 0) {
    return { problem: noTests(loaded), diagnostics };
  }
  const outcomes: TestOutcome[] = new Array(tests.length);
  let done = 0;
  const finished = (index: number, outcome: TestOutcome): void => {
    outcomes[index] = outcome;
    progress(outcome, ++done, indexes.length);
  };
  const toRun: number[] = [];
  for (const index of indexes) {
    const { test, skip } = tests[index]!;
    // What needs no events is settled here, whatever the threads do.
    if (skip === undefined && (await loaded.hasData(test))) toRun.push(index);
    else finished(index, await runTest(tests[index]!, loaded.bench));
  }
  const order = byData(toRun, tests);
  const workers = options.workers ?? Math.min(availableParallelism(), Math.floor(order.length / testsWorthAThread));
  if (workers > 1 && order.length > 0) await inThreads(order, workers, options, finished);
  else for (const index of order) finished(index, await runTest(tests[index]!, loaded.bench));
  return {
    report: { outcomes: indexes.map((index) => outcomes[index]!), milliseconds: performance.now() - started },
    diagnostics,
  };
}

/** A thread has to load the content as well. */
const testsWorthAThread = 150;
const chunkSize = 16;

function noTests({ content }: LoadedTests): string {
  if (content.detections.length === 0) return 'There are no detections under the given paths.';
  return `None of the ${content.detections.length} detection(s) under the given paths has a test that was asked for.`;
}

/** Tests of the same data one after the other, so that it is read once. */
function byData(indexes: readonly number[], tests: readonly SelectedTest[]): number[] {
  const key = (index: number): string => tests[index]!.test.attackData.map((each) => each.data).join('\n');
  const keys = new Map(indexes.map((index) => [index, key(index)] as const));
  return [...indexes].sort((a, b) => (keys.get(a)! < keys.get(b)! ? -1 : keys.get(a)! > keys.get(b)! ? 1 : a - b));
}

async function inThreads(
  order: readonly number[],
  count: number,
  options: TestRunOptions,
  finished: (index: number, outcome: TestOutcome) => void,
): Promise<void> {
  let next = 0;
  const chunk = (): readonly number[] => {
    const from = next;
    next += chunkSize;
    return order.slice(from, next);
  };
  const thread = (): Promise<void> =>
    new Promise((done, fail) => {
      const worker = new Worker(new URL('./test-worker.js', import.meta.url), { workerData: options });
      worker.on('message', (message: { index: number; outcome: TestOutcome } | 'ready') => {
        if (message !== 'ready') {
          finished(message.index, message.outcome);
          return;
        }
        const given = chunk();
        worker.postMessage(given);
        if (given.length === 0) done();
      });
      worker.on('error', fail);
      worker.on('exit', (code) => (code === 0 ? done() : fail(new Error(`A test thread ended with code ${code}.`))));
    });
  await Promise.all(Array.from({ length: Math.min(count, Math.ceil(order.length / chunkSize)) }, thread));
}

type Changed = { readonly detections: ReadonlySet<SelectedTest['detection']> } | { readonly problem: string };

/** Detections whose file, baselines, macros or lookups changed. */
async function changedDetections({ tests, content, bench }: LoadedTests, ref: string | undefined): Promise<Changed> {
  const folder = content.roots[0] ?? '.';
  const changed = await changedFiles(folder, ref);
  if ('problem' in changed) return changed;
  const known = new Map<string, Promise<boolean>>();
  const isChanged = (path: string): Promise<boolean> => {
    let answer = known.get(path);
    if (answer === undefined) {
      answer = absolute(path).then((full) => changed.files.has(full));
      known.set(path, answer);
    }
    return answer;
  };
  const searchChanged = async (search: SelectedTest['detection']['search']): Promise<boolean> => {
    const compiled = prepare(search, content.catalog, bench.settings, 'search');
    const { sources, data } = await dependenciesOf(compiled, content.catalog);
    for (const path of [...sources, ...data.map((each) => dataPath(each, content.roots))])
      if (await isChanged(path)) return true;
    return false;
  };
  const detections = new Set<SelectedTest['detection']>();
  for (const detection of new Set(tests.map((each) => each.detection))) {
    const baselines = content.baselines.filter((each) =>
      detection.baselines.some(({ text }) => text.toLowerCase() === each.name.toLowerCase()),
    );
    const files = [detection.file.name, ...baselines.map((each) => each.file.name)];
    const ownChange = (await Promise.all(files.map(isChanged))).includes(true);
    const searches = [detection.search, ...baselines.map((each) => each.search)];
    if (ownChange || (await Promise.all(searches.map(searchChanged))).includes(true)) detections.add(detection);
  }
  return { detections };
}

/** A data file of the catalog: below the first root, or below another one after `+1/`. */
function dataPath(path: string, roots: readonly string[]): string {
  const other = /^\+(\d+)\//.exec(path);
  if (other === null) return join(roots[0] ?? '.', path);
  return join(roots[Number(other[1])] ?? '.', path.slice(other[0].length));
}

/** An absolute path without links; of a file that is gone, as far as its folder is there. */
async function absolute(path: string): Promise<string> {
  const full = resolve(path);
  try {
    return await realpath(full);
  } catch {
    try {
      return join(await realpath(dirname(full)), full.slice(dirname(full).length + 1));
    } catch {
      return full;
    }
  }
}
