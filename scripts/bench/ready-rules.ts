import { pathToFileURL } from 'node:url';
import { builtinEngine, type EngineJob } from '../../src/api/engine.js';
import { Knowledge } from '../../src/api/knowledge.js';
import { readSettings } from '../../src/api/options.js';
import { prepare } from '../../src/api/run.js';
import { prepareSearches, type SearchRequest } from '../../src/api/run-searches.js';
import { Catalog } from '../../src/content/catalog.js';
import { createCatalogLookups } from '../../src/exec/lookups/catalog-lookups.js';
import { loadContent } from '../../src/node/content/load-content.js';
import { defaultScanSettings, EventFeed } from '../../src/node/events/event-feed.js';
import { loadKnowledge } from '../../src/node/knowledge/load-knowledge.js';
import { inputsOf, type Plan, type PlanNode } from '../../src/plan/plan.js';
import type { Source } from '../../src/source/source.js';
import { type DuckDbRules, duckDbRules } from './duckdb.js';

/** The threads as they are installed. */
const threadModule = pathToFileURL('dist/bundle/block-worker.js');
const scanning = { ...defaultScanSettings, module: pathToFileURL('dist/bundle/scan-worker.js') };

/** Rules made ready as `escudo run` does it. */
export interface ReadyRules {
  readonly plans: readonly Plan[];
  /** Runs them all in one pass. */
  run(events: string, jobs?: number): Promise<void>;
  /** Runs some of them, each by itself, as if escudo were called for each. */
  runAlone(events: string, numbers: readonly number[]): Promise<void>;
  /** Finds the events that fit the first conditions of each rule, as the naive loop does, and nothing more; gives their number. */
  find(events: string): Promise<number>;
  /** A database of DuckDB with the events and all that some of the rules need; undefined where it is not installed. */
  inDuckDb(events: string, numbers: readonly number[]): Promise<DuckDbRules | undefined>;
}

/** The rules of a folder, at most so many. */
export async function makeReady(path: string, most: number): Promise<ReadyRules> {
  const { catalog, detections } = await loadContent({ rules: [path] });
  const searches = detections.map(({ search }) => search);
  return makeSearchesReady(searches, catalog, most);
}

/** Searches that are no rules. */
export async function makeSearchesReady(
  searches: readonly Source[],
  catalog = new Catalog(),
  most = searches.length,
): Promise<ReadyRules> {
  const { settings } = readSettings({ now: 1_763_600_000 });
  const { files } = await loadKnowledge();
  const lookups = createCatalogLookups(catalog);
  const compiled = searches
    .map((search) => ({ search, ...prepare(search, catalog, settings, 'search') }))
    .filter((each) => each.plan !== undefined)
    .slice(0, most);
  const requests = compiled.map(({ search }): SearchRequest => ({ search, start: 'search', settings }));
  const feedOf = (events: string, jobs = 1): EventFeed =>
    new EventFeed([events], { timeZone: 'UTC', strict: false, jobs, threadModule, scanning });
  const runAll = async (some: readonly SearchRequest[], events: string, jobs?: number): Promise<void> => {
    const knowledge = new Knowledge(files, settings);
    const feed = feedOf(events, jobs);
    await prepareSearches(some, { catalog, lookups, knowledge }).run((wanted, scan) => feed.open(wanted, scan));
    await feed.close();
  };
  return {
    plans: compiled.map(({ plan }) => plan!),
    run: (events, jobs) => runAll(requests, events, jobs),
    async runAlone(events, numbers) {
      for (const number of numbers) await runAll([requests[number]!], events);
    },
    async find(events) {
      let found = 0;
      const jobs = compiled.flatMap(({ plan, source }): EngineJob[] =>
        firstConditions(plan!.root).map((root) => ({
          plan: { ...plan!, root },
          source,
          settings,
          report: () => {},
          receive: (rows) => {
            found += rows.length;
          },
        })),
      );
      const feed = feedOf(events);
      const open = () => feed.open();
      await builtinEngine.run(jobs, { open, catalog, lookups, knowledge: new Knowledge(files, settings) });
      return found;
    },
    inDuckDb: (events, numbers) =>
      duckDbRules(
        () => feedOf(events).open(),
        { catalog, lookups, knowledge: new Knowledge(files, settings) },
        numbers.map((number) => requests[number]!),
      ),
  };
}

/** The sources of a plan with the search conditions directly behind them. */
function firstConditions(node: PlanNode): PlanNode[] {
  return endsAtSource(node) ? [node] : inputsOf(node).flatMap(firstConditions);
}

function endsAtSource(node: PlanNode): boolean {
  if (node.kind === 'filter') return node.condition.language === 'search' && endsAtSource(node.input);
  return node.kind === 'scan' || node.kind === 'dataset';
}
