import type { Catalog } from '../content/catalog.js';
import { type Diagnostic, diagnostic, hasErrors } from '../diagnostics/diagnostic.js';
import { checkRun } from '../exec/check-run.js';
import type { Batch, ExecContext, RowWriter } from '../exec/context.js';
import { executePlan } from '../exec/execute.js';
import type { GeoSource } from '../exec/geo-source.js';
import { SharedTexts } from '../exec/groups/text-numbers.js';
import type { LookupSource } from '../exec/lookups/lookup-source.js';
import { PlanSources } from '../exec/rule-index/plan-sources.js';
import { isSource, type Plan, walkPlan } from '../plan/plan.js';
import { MeasuredRegex, type RegexCost } from '../regex/measured-regex.js';
import type { Regex } from '../regex/regex.js';
import type { Source } from '../source/source.js';
import type { Knowledge } from './knowledge.js';
import type { Settings } from './options.js';
import { createRowSources } from './passes/scan-sources.js';
import { BudgetExceeded, type CostSettings, type SearchCost } from './passes/search-cost.js';
import { type EventsOpener, type PassOwner, SharedPasses } from './passes/shared-passes.js';
import { Turn } from './passes/turn.js';
import { createContext, runnable } from './run.js';

/** One search of a run. */
export interface EngineJob {
  /** As the search is written. */
  readonly plan: Plan;
  /** The text the plan was made from. */
  readonly source: Source;
  readonly settings: Settings;
  /** `RunEnvironment.newestFirst`. */
  readonly newestFirst?: boolean;
  /** Takes the rows as they come; they belong to it. A promise holds the search up. */
  receive(rows: Batch): Promise<void> | void;
  report(found: Diagnostic): void;
}

/** How a search of a run ended. `refused`: found unfit to run, nothing was run. `crashed`: a bug of escudo. */
export type JobOutcome = (
  | { readonly kind: 'done' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'crashed'; readonly error: unknown }
) & { readonly cost?: SearchCost };

/** What all searches of a run share. */
export interface EngineInput {
  /** The first pass is the one that is counted. */
  readonly open: EventsOpener;
  readonly knowledge: Knowledge;
  readonly catalog: Catalog;
  readonly lookups: LookupSource;
  readonly writer?: RowWriter;
  /** Where addresses are, for `iplocation`. */
  readonly geo?: GeoSource;
  /** How the cost of the searches is measured; undefined: only what is counted anyway. */
  readonly costs?: CostSettings;
}

/** Runs many searches over the same events; how the work is shared is its own business. */
export interface Engine {
  /** Runs all jobs to their end; outcomes in the order of the jobs. Rejects only when the input itself throws. */
  run(jobs: readonly EngineJob[], input: EngineInput): Promise<JobOutcome[]>;
}

/**
 * The built-in engine: every event is read and normalised once for all searches and handed to those it can concern, which run
 * side by side and hold the reading up while they are busy.
 */
export const builtinEngine: Engine = {
  async run(jobs, input) {
    const passes = new SharedPasses(input.open, input.knowledge, input.costs);
    const groupTexts = new SharedTexts();
    const runs = jobs.map((job) => new JobRun(job, input, passes, groupTexts));
    const outcomes = await Promise.all(runs.map((run) => run.check()));
    const ready = runs.filter((_, index) => outcomes[index] === undefined);
    const results = await passes.run(ready);
    let next = 0;
    return outcomes.map((outcome) => outcome ?? results[next++]!);
  },
};

/** How often a search reads its input at most; infinite where that depends on its rows (`map`). */
export function passesOf({ root, subsearches }: Plan): number {
  let passes = 0;
  for (const each of [root, ...subsearches.values()]) {
    for (const node of walkPlan(each)) {
      if (isSource(node)) passes++;
      else if (node.kind === 'map') return Number.POSITIVE_INFINITY;
    }
  }
  return passes;
}

/** One search while it runs. */
class JobRun implements PassOwner {
  readonly context: ExecContext;
  readonly sources: PlanSources;
  readonly turn = new Turn();
  readonly #regexes = new Map<string, RegexCost>();
  readonly cost: SearchCost = { tested: 0, events: 0, milliseconds: 0, regexes: this.#regexes };
  readonly #job: EngineJob;
  /** What is run of the plan of the job. */
  readonly #plan: Plan;
  readonly #costs: CostSettings | undefined;

  constructor(job: EngineJob, input: EngineInput, passes: SharedPasses, groupTexts: SharedTexts) {
    this.#job = job;
    this.#costs = input.costs;
    this.#plan = runnable(job.plan, job.newestFirst === true);
    this.sources = new PlanSources(this.#plan);
    const { catalog, lookups, writer, geo } = input;
    this.context = createContext({
      catalog,
      settings: job.settings,
      sources: {
        ...createRowSources(input.knowledge.views, (wish) => passes.pass(this, wish)),
        filters: this.sources,
      },
      lookups,
      groupTexts,
      ...(writer === undefined ? {} : { writer }),
      ...(geo === undefined ? {} : { geo }),
      newestFirst: job.newestFirst === true,
      ...(input.costs?.regexes === true ? { measured: this.#measured } : {}),
      report: (found) => job.report(found),
    });
  }

  readonly #measured = (regex: Regex): Regex => {
    let cost = this.#regexes.get(regex.pattern);
    if (cost === undefined) {
      // Patterns may come out of events; those beyond the first are counted with the time of the search only.
      if (this.#regexes.size >= mostPatterns) return regex;
      cost = { calls: 0, milliseconds: 0 };
      this.#regexes.set(regex.pattern, cost);
    }
    return new MeasuredRegex(regex, cost, () => this.#costs!.timer());
  };

  /** Looks for what stands in the way before the first event is read. */
  async check(): Promise<JobOutcome | undefined> {
    try {
      const found = await checkRun(this.#job.plan, this.context, this.#job.source);
      for (const each of found) this.#job.report(each);
      return hasErrors(found) ? { kind: 'refused' } : undefined;
    } catch (error) {
      return { kind: 'crashed', error };
    }
  }

  async execute(): Promise<JobOutcome> {
    try {
      for await (const rows of executePlan(this.#plan, this.context)) await this.#job.receive(rows);
      return { kind: 'done', cost: this.cost };
    } catch (error) {
      const { cost } = this;
      const large = tooLarge(error);
      if (error instanceof BudgetExceeded)
        this.#job.report(diagnostic('search-over-budget', { seconds: this.#costs!.budget! / 1000 }));
      else if (large !== undefined) this.#job.report(diagnostic('search-too-large', { what: large }));
      else return { kind: 'crashed', error, cost };
      return { kind: 'refused', cost };
    }
  }
}

/** What V8 refuses to make because of its size, by the beginning of its message. */
const largest: readonly (readonly [message: string, what: string])[] = [
  ['Invalid string length', 'a text'],
  ['Invalid array length', 'a list'],
  ['Map maximum size exceeded', 'a table'],
  ['Set maximum size exceeded', 'a table'],
  ['Array buffer allocation failed', 'a table'],
];

/** What a search made that is larger than a machine can hold; undefined for any other error. */
function tooLarge(error: unknown): string | undefined {
  if (!(error instanceof RangeError)) return undefined;
  return largest.find(([message]) => error.message.startsWith(message))?.[1];
}

/** Patterns of one search that are timed one by one. */
const mostPatterns = 1_000;
