import type { CompiledSearch } from '../compile/compile.js';
import type { PipelineStart } from '../compile/lower.js';
import type { Catalog } from '../content/catalog.js';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.js';
import type { Batch, RowWriter } from '../exec/context.js';
import type { GeoSource } from '../exec/geo-source.js';
import type { LookupSource } from '../exec/lookups/lookup-source.js';
import type { Source } from '../source/source.js';
import type { Event } from '../values/event.js';
import { columnsOf } from './columns.js';
import { builtinEngine, type Engine, type EngineInput, type EngineJob, passesOf } from './engine.js';
import type { Knowledge } from './knowledge.js';
import type { Settings } from './options.js';
import type { CostSettings, SearchCost } from './passes/search-cost.js';
import { ResultRows } from './result-rows.js';
import { prepare } from './run.js';

/** A search to run and how. */
export interface SearchRequest {
  readonly search: Source;
  readonly start: PipelineStart;
  readonly settings: Settings;
  /** Takes the rows as they come instead of having them held. */
  readonly receive?: (rows: Batch) => Promise<void> | void;
}

/** What a search came to. */
export interface SearchOutcome {
  /** `refused`: it has an error among its diagnostics and no rows. `crashed`: a bug of escudo; `error` says which. */
  readonly state: 'done' | 'refused' | 'crashed';
  readonly rows: readonly Event[];
  /** In the order in which Splunk would show them; empty when the rows went to `receive`. */
  readonly columns: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  readonly error?: unknown;
  /** What it cost; undefined when it was refused before it ran. */
  readonly cost?: SearchCost | undefined;
}

export interface SearchesEnvironment {
  readonly catalog: Catalog;
  readonly lookups: LookupSource;
  readonly knowledge: Knowledge;
  readonly writer?: RowWriter;
  readonly geo?: GeoSource;
  readonly engine?: Engine;
  /** Events in the order in which they come, instead of newest first where it shows. */
  readonly inputOrder?: boolean;
  readonly costs?: CostSettings;
}

/** Searches made ready to run together. */
export interface PreparedSearches {
  /** The most passes over the events that one of them makes. */
  readonly passes: number;
  /** How many can be run. */
  readonly runnable: number;
  run(open: EngineInput['open']): Promise<SearchOutcome[]>;
}

interface Prepared {
  readonly request: SearchRequest;
  readonly compiled: CompiledSearch;
  readonly diagnostics: Diagnostic[];
  readonly found: ResultRows;
}

/** Compiles searches; what is wrong with one refuses that one only. */
export function prepareSearches(
  requests: readonly SearchRequest[],
  environment: SearchesEnvironment,
): PreparedSearches {
  const prepared = requests.map((request): Prepared => {
    const compiled = prepare(request.search, environment.catalog, request.settings, request.start);
    const diagnostics = [...compiled.diagnostics];
    const found = new ResultRows(request.settings.limits, (each) => diagnostics.push(each));
    return { request, compiled, diagnostics, found };
  });
  const runnable = prepared.filter(({ compiled }) => compiled.plan !== undefined);
  return {
    passes: Math.max(0, ...runnable.map(({ compiled }) => passesOf(compiled.plan!))),
    runnable: runnable.length,
    async run(open) {
      const jobs = runnable.map((each) => jobOf(each, environment.inputOrder === true));
      const { catalog, lookups, knowledge, writer, geo, costs, engine = builtinEngine } = environment;
      const ended = await engine.run(jobs, {
        open,
        catalog,
        lookups,
        knowledge,
        ...(writer === undefined ? {} : { writer }),
        ...(geo === undefined ? {} : { geo }),
        ...(costs === undefined ? {} : { costs }),
      });
      const endings = new Map(runnable.map((each, index) => [each, ended[index]!] as const));
      return prepared.map((each): SearchOutcome => {
        const ending = endings.get(each);
        const { diagnostics } = each;
        const cost = ending?.cost;
        if (ending?.kind === 'crashed')
          return { state: 'crashed', rows: [], columns: [], diagnostics, error: ending.error, cost };
        // An error that shows only while rows are made refuses the whole result: part of it would be a pretence.
        if (ending === undefined || ending.kind === 'refused' || hasErrors(diagnostics)) {
          return { state: 'refused', rows: [], columns: [], diagnostics, cost };
        }
        const { rows } = each.found;
        const columns = columnsOf(each.compiled.plan!.root, rows);
        return { state: 'done', rows, columns, diagnostics, cost };
      });
    },
  };
}

function jobOf({ request, compiled, diagnostics, found }: Prepared, inputOrder: boolean): EngineJob {
  const { settings } = request;
  return {
    plan: compiled.plan!,
    newestFirst: !inputOrder,
    source: compiled.source,
    settings,
    report: (each) => diagnostics.push(each),
    receive: request.receive ?? ((batch) => found.add(batch)),
  };
}
