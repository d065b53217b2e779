import { type CompiledSearch, compileSearch } from '../compile/compile.js';
import type { PipelineStart } from '../compile/lower.js';
import type { Catalog } from '../content/catalog.js';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { EventSources, ExecContext, RowWriter } from '../exec/context.js';
import { evaluateMacro } from '../exec/evaluate-macro.js';
import { executePlan } from '../exec/execute.js';
import type { GeoSource } from '../exec/geo-source.js';
import { SharedTexts } from '../exec/groups/text-numbers.js';
import type { LookupSource } from '../exec/lookups/lookup-source.js';
import { createRunLookups } from '../exec/lookups/run-lookups.js';
import type { TableClock } from '../exec/lookups/table-times.js';
import { collectRows } from '../exec/operator.js';
import { newestFirst } from '../plan/order.js';
import type { Plan } from '../plan/plan.js';
import { withoutUnused } from '../plan/unused/without-unused.js';
import { createSource, type Source } from '../source/source.js';
import { seeded } from '../support/seeded.js';
import type { Event } from '../values/event.js';
import type { Settings } from './options.js';

/** Makes a search ready with the macros of a catalog. */
export function prepare(search: Source, catalog: Catalog, settings: Settings, start: PipelineStart): CompiledSearch {
  return compileSearch(search, {
    macros: catalog.macros,
    limits: settings.limits,
    semantics: settings.semantics,
    start,
    evaluateMacro: (expression) => evaluateMacro(expression, settings),
  });
}

/** Where a run gets rows from and may write to. */
export interface RunEnvironment {
  readonly catalog: Catalog;
  readonly settings: Settings;
  readonly sources: EventSources;
  readonly lookups: LookupSource;
  readonly writer?: RowWriter;
  /** Where addresses are, for `iplocation`. */
  readonly geo?: GeoSource;
  /** Shared with other searches of the run; undefined: its own. */
  readonly groupTexts?: SharedTexts;
  /** {@link ExecContext.measured}. */
  readonly measured?: ExecContext['measured'];
  /** Events come newest first where that shows, as an index gives them (`plan/order`); otherwise as they are given. */
  readonly newestFirst?: boolean;
  /** What the run has to say, each message once. */
  report(found: Diagnostic): void;
}

/** Characters of a note; more are cut. */
const longestNote = 1_000;

/** The context of a run that knows in which order its searches see events; those that are made while it runs (`map`) too. */
export interface RunContext extends ExecContext {
  readonly newestFirst: boolean;
}

/** The context of one run. */
export function createContext(environment: RunEnvironment): RunContext {
  const { settings, catalog } = environment;
  const said = new Set<string>();
  const lookups = createRunLookups(environment.lookups);
  const ordered = environment.newestFirst === true;
  return {
    newestFirst: ordered,
    now: settings.now,
    timeZone: settings.timeZone,
    limits: settings.limits,
    semantics: settings.semantics,
    range: settings.range,
    sources: environment.sources,
    lookups,
    groupTexts: environment.groupTexts ?? new SharedTexts(),
    writer: environment.writer,
    ...(environment.geo === undefined ? {} : { geo: environment.geo }),
    ...(environment.measured === undefined ? {} : { measured: environment.measured }),
    random: seeded(settings.seed),
    clock: () => settings.now,
    lookup: (table, inputs) => firstMatch(lookups, table, inputs, settings),
    note(given) {
      // A message may name what the data hold.
      const message = given.length > longestNote ? `${given.slice(0, longestNote)}\u2026` : given;
      if (said.has(message)) return;
      said.add(message);
      environment.report(diagnostic('run-note', { message }));
    },
    report: environment.report,
    compileText(text, start, report = environment.report): Plan | undefined {
      const compiled = prepare(createSource('<search>', text), catalog, settings, start);
      for (const found of compiled.diagnostics) report(found);
      const { plan } = compiled;
      return plan !== undefined && start === 'search' && ordered ? newestFirst(plan) : plan;
    },
  };
}

function firstMatch(
  lookups: LookupSource,
  table: string,
  inputs: ReadonlyMap<string, string>,
  clock: TableClock,
): ReadonlyMap<string, string> | null {
  const view = lookups.loaded(table);
  const keys = [...inputs.keys()];
  if (view === undefined || keys.some((key) => !view.fields.includes(key))) return null;
  const found = view.index(keys, clock).find([...inputs.values()])[0];
  if (found === undefined) return null;
  const row = view.rows[found]!;
  return new Map(view.fields.map((field, index) => [field, row[index] ?? '']));
}

/** What is run of a plan: without what nobody asks for, and `inOrder` with its events newest first where that shows. */
export function runnable(plan: Plan, inOrder: boolean): Plan {
  return withoutUnused(inOrder ? newestFirst(plan) : plan);
}

/** Runs a plan as it is written and gathers its rows, up to the limits of the run. */
export async function runPlan(plan: Plan, context: RunContext): Promise<Event[]> {
  return collectRows(executePlan(runnable(plan, context.newestFirst), context), context, 'The result');
}
