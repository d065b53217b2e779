import type { Catalog } from '../content/catalog.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { hasErrors } from '../diagnostics/diagnostic.js';
import type { RawEvent } from '../events/raw-event.js';
import { checkRun } from '../exec/check-run.js';
import type { Batch, EventSources, RowWriter } from '../exec/context.js';
import { executePlan } from '../exec/execute.js';
import type { GeoSource } from '../exec/geo-source.js';
import type { LookupSource } from '../exec/lookup-source.js';
import { type Plan, walkPlan } from '../plan/plan.js';
import type { Source } from '../source/source.js';
import { Channel } from './channel.js';
import type { Knowledge, ScannedEvent } from './knowledge.js';
import type { Settings } from './options.js';
import { createContext } from './run.js';
import { createScanSources, type ScanPass } from './scan-sources.js';

/** One search of a run. */
export interface EngineJob {
  readonly plan: Plan;
  /** The text the plan was made from. */
  readonly source: Source;
  readonly settings: Settings;
  /** Takes the rows as they come; they belong to it. A promise holds the search up. */
  receive(rows: Batch): Promise<void> | void;
  report(found: Diagnostic): void;
}

/** How a search of a run ended. `refused`: found unfit to run, nothing was run. `crashed`: a bug of escudo. */
export type JobOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'crashed'; readonly error: unknown };

/** What all searches of a run share. */
export interface EngineInput {
  /** A pass over all events, from the beginning; the first is the one that is counted. */
  open(): AsyncIterable<readonly RawEvent[]>;
  readonly knowledge: Knowledge;
  readonly catalog: Catalog;
  readonly lookups: LookupSource;
  readonly writer?: RowWriter;
  /** Where addresses are, for `iplocation`. */
  readonly geo?: GeoSource;
}

/** Runs many searches over the same events; how the work is shared is its own business. */
export interface Engine {
  /** Runs all jobs to their end; outcomes in the order of the jobs. Rejects only when the input itself throws. */
  run(jobs: readonly EngineJob[], input: EngineInput): Promise<JobOutcome[]>;
}

/**
 * The built-in engine: every event is read and normalised once and handed to all searches, which run side by side and hold
 * the reading up while they are busy.
 */
export const builtinEngine: Engine = {
  async run(jobs, input) {
    const runs = jobs.map((job) => new JobRun(job, input));
    const outcomes = await Promise.all(runs.map((run) => run.check()));
    const ready = runs.filter((_, index) => outcomes[index] === undefined);
    const finished = ready.map((run) => run.execute());
    const [results] = await Promise.all([Promise.all(finished), pump(ready, input)]);
    let next = 0;
    return outcomes.map((outcome) => outcome ?? results[next++]!);
  },
};

/** How often a search reads its input at most; infinite where that depends on its rows (`map`). */
export function passesOf({ root, subsearches }: Plan): number {
  let passes = 0;
  for (const each of [root, ...subsearches.values()]) {
    for (const { kind } of walkPlan(each)) {
      if (kind === 'scan' || kind === 'dataset' || kind === 'metrics') passes++;
      else if (kind === 'map') return Number.POSITIVE_INFINITY;
    }
  }
  return passes;
}

/** The shared pass: reads while some search still wants events. */
async function pump(runs: readonly JobRun[], { open, knowledge }: EngineInput): Promise<void> {
  const listening = (): JobRun[] => runs.filter((run) => !run.channel.closed);
  let failure: { readonly error: unknown } | undefined;
  try {
    if (listening().length > 0) {
      for await (const batch of open()) {
        const open = listening();
        if (open.length === 0) break;
        const scanned = batch.map((raw) => knowledge.scanned(raw));
        await Promise.all(open.map((run) => run.channel.push(scanned)));
      }
    }
  } catch (error) {
    failure = { error };
  }
  for (const run of runs) run.channel.end(failure);
}

/** One search while it runs. */
class JobRun {
  readonly channel = new Channel<readonly ScannedEvent[]>();
  readonly #job: EngineJob;
  readonly #input: EngineInput;
  readonly #context;
  #passes = 0;

  constructor(job: EngineJob, input: EngineInput) {
    this.#job = job;
    this.#input = input;
    if (passesOf(job.plan) === 0) this.channel.close();
    const { catalog, lookups, writer, geo } = input;
    this.#context = createContext({
      catalog,
      settings: job.settings,
      sources: this.#sources(),
      lookups,
      ...(writer === undefined ? {} : { writer }),
      ...(geo === undefined ? {} : { geo }),
      report: (found) => job.report(found),
    });
  }

  /** Looks for what stands in the way before the first event is read. */
  async check(): Promise<JobOutcome | undefined> {
    try {
      const found = await checkRun(this.#job.plan, this.#context, this.#job.source);
      for (const each of found) this.#job.report(each);
      return hasErrors(found) ? { kind: 'refused' } : undefined;
    } catch (error) {
      return { kind: 'crashed', error };
    }
  }

  async execute(): Promise<JobOutcome> {
    try {
      for await (const rows of executePlan(this.#job.plan, this.#context)) await this.#job.receive(rows);
      return { kind: 'done' };
    } catch (error) {
      return { kind: 'crashed', error };
    } finally {
      this.channel.close();
    }
  }

  #sources(): EventSources {
    return createScanSources(this.#input.knowledge, () =>
      this.#passes++ === 0 ? this.channel.read() : this.#ownPass(),
    );
  }

  async *#ownPass(): ScanPass {
    const { knowledge } = this.#input;
    for await (const batch of this.#input.open()) yield batch.map((raw) => knowledge.scanned(raw));
  }
}
