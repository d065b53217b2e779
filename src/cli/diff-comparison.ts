import { builtinEngine, type EngineJob } from '../api/engine.js';
import { Knowledge } from '../api/knowledge.js';
import { rowOf } from '../api/plain-events.js';
import { ResultRows } from '../api/result-rows.js';
import { prepare } from '../api/run.js';
import type { CompiledSearch } from '../compile/compile.js';
import type { Detection } from '../content/detection.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { compareDetections } from '../diff/compare-detections.js';
import type { DetectionDiff, VersionLabel } from '../diff/detection-diff.js';
import { lookupNames } from '../diff/lookup-changes.js';
import { pairDetections } from '../diff/pair-detections.js';
import { eventPart, keyFields, multisetDiff, type PlainRow, rowsDiff } from '../diff/rows-diff.js';
import { loadDataModels } from '../knowledge/data-model.js';
import { fieldSchemas } from '../knowledge/field-schemas.js';
import type { EventFeed } from '../node/events/event-feed.js';
import { loadKnowledge } from '../node/knowledge/load-knowledge.js';
import type { Plan } from '../plan/plan.js';
import type { Event } from '../values/event.js';
import type { LookupTable } from '../values/lookup/lookup-index.js';
import type { DiffSide } from './diff-sides.js';
import type { Invocation } from './invocation.js';
import { openFeed, openGeo, openLookups } from './session.js';

/** A detection of both sides, made ready. */
interface Pair {
  readonly diff: DetectionDiff;
  readonly before: CompiledSearch | undefined;
  readonly after: CompiledSearch | undefined;
}

/** What a version made of the events. */
interface SideRows {
  readonly rows: readonly PlainRow[];
  readonly events: readonly PlainRow[] | undefined;
  readonly problem?: string;
}

/** The catalog of a side, and the tables that a search looks into there. */
async function withTables({ plan }: CompiledSearch, { catalog }: DiffSide) {
  const tables = new Map<string, LookupTable>();
  for (const name of plan === undefined ? [] : lookupNames(plan)) {
    const read = await catalog.table(name);
    if (read !== undefined) tables.set(name, read.table);
  }
  return { catalog, tables };
}

/** Two sides compared: what changed in the detections that both have, and with events in their rows. */
export class Comparison {
  readonly #before: DiffSide;
  readonly #after: DiffSide;
  readonly #invocation: Invocation;
  readonly #found: Diagnostic[] = [];

  constructor(before: DiffSide, after: DiffSide, invocation: Invocation) {
    this.#before = before;
    this.#after = after;
    this.#invocation = invocation;
  }

  /** About events, knowledge and tables. */
  get diagnostics(): readonly Diagnostic[] {
    return this.#found;
  }

  async run(): Promise<DetectionDiff[]> {
    const { values, settings } = this.#invocation;
    const { files, diagnostics } = await loadKnowledge(values.all('knowledge'));
    this.#found.push(...diagnostics);
    const { models } = loadDataModels(files.datamodels);
    const schemas = fieldSchemas(models, this.#after.catalog, new Map());
    const compile = (detection: Detection | undefined, { catalog }: DiffSide): CompiledSearch | undefined =>
      detection === undefined ? undefined : prepare(detection.search, catalog, settings, 'search');
    const pairs: Pair[] = [];
    for (const { before, after } of pairDetections(this.#before.detections, this.#after.detections)) {
      const old = compile(before, this.#before);
      const now = compile(after, this.#after);
      const changes =
        before === undefined || after === undefined
          ? []
          : compareDetections(
              { detection: before, compiled: old!, ...(await withTables(old!, this.#before)) },
              { detection: after, compiled: now!, ...(await withTables(now!, this.#after)) },
              schemas,
            );
      const diff: DetectionDiff = {
        status:
          before === undefined ? 'added' : after === undefined ? 'removed' : changes.length > 0 ? 'changed' : 'same',
        ...(before === undefined ? {} : { before: labelOf(before) }),
        ...(after === undefined ? {} : { after: labelOf(after) }),
        changes,
      };
      pairs.push({ diff, before: old, after: now });
    }
    if (values.all('events').length === 0) return pairs.map((each) => each.diff);
    return this.#withRows(pairs, new Knowledge(files, settings));
  }

  async #withRows(pairs: readonly Pair[], knowledge: Knowledge): Promise<DetectionDiff[]> {
    // What means the same gives the same.
    const open = pairs.filter((each) => each.diff.status !== 'same');
    const paths = this.#invocation.values.all('events');
    const { feed, progress } = await openFeed(paths, this.#invocation, { keep: paths.includes('-') });
    let before: SideRows[];
    let after: SideRows[];
    try {
      before = await this.#runSide(
        open.map((each) => each.before),
        this.#before,
        knowledge,
        feed,
      );
      after = await this.#runSide(
        open.map((each) => each.after),
        this.#after,
        knowledge,
        feed,
      );
    } finally {
      await progress.finish();
    }
    this.#found.push(...knowledge.diagnostics, ...feed.diagnostics);
    return pairs.map((pair) => {
      const at = open.indexOf(pair);
      return at < 0 ? pair.diff : withRowsOf(pair, before[at]!, after[at]!);
    });
  }

  async #runSide(
    searches: readonly (CompiledSearch | undefined)[],
    { catalog }: DiffSide,
    knowledge: Knowledge,
    feed: EventFeed,
  ): Promise<SideRows[]> {
    const { values, settings } = this.#invocation;
    const jobs: EngineJob[] = [];
    const runs = searches.map((compiled) => {
      if (compiled === undefined) return undefined;
      const { plan, source } = compiled;
      if (plan === undefined) {
        return { problem: compiled.diagnostics.find((each) => each.severity === 'error')?.message ?? 'it has errors' };
      }
      const found: Diagnostic[] = [];
      const add = (each: Plan, newestFirst: boolean): { job: number; rows: Event[] } => {
        const result = new ResultRows(settings.limits, (each) => found.push(each));
        jobs.push({
          plan: each,
          source,
          settings,
          newestFirst,
          report: (diagnostic) => found.push(diagnostic),
          receive: (batch) => result.add(batch),
        });
        return { job: jobs.length - 1, rows: result.rows };
      };
      const part = eventPart(plan);
      // The events of both sides are compared as sets.
      return { whole: add(plan, true), events: part === undefined ? undefined : add(part, false), found, source };
    });
    const lookups = await openLookups(values.all('lookups'), catalog, this.#found);
    const geo = await openGeo(values.one('geoip'), this.#found);
    const ended = await builtinEngine.run(jobs, {
      open: () => feed.open(),
      catalog,
      lookups,
      knowledge,
      ...(geo === undefined ? {} : { geo }),
    });
    for (const run of runs) if (run !== undefined && !('problem' in run)) this.#tell(run.found, run.source.name);
    return runs.map((run): SideRows => {
      if (run === undefined) return { rows: [], events: [] };
      if ('problem' in run) return { rows: [], events: undefined, problem: run.problem };
      const outcome = ended[run.whole.job]!;
      if (outcome.kind === 'crashed') throw outcome.error;
      const error = run.found.find((each) => each.severity === 'error');
      if (outcome.kind === 'refused' || error !== undefined)
        return { rows: [], events: undefined, problem: error?.message ?? 'it cannot be run' };
      return { rows: run.whole.rows.map(rowOf), events: run.events?.rows.map(eventRow) };
    });
  }

  /** What a run has to say besides why it has no rows, once. */
  #tell(found: readonly Diagnostic[], place: string): void {
    const said = new Set<string>();
    for (const each of found) {
      if (each.severity === 'error' || said.has(each.message)) continue;
      said.add(each.message);
      this.#found.push(each.primary === undefined ? { ...each, help: [...each.help, `In ${place}.`] } : each);
    }
  }
}

/** What tells an event apart, and shows it. */
function eventRow(event: Event): PlainRow {
  const row = rowOf(event);
  if (row['_raw'] === undefined) return row;
  return Object.fromEntries(
    ['_time', 'host', 'sourcetype', '_raw'].flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]]])),
  );
}

function labelOf({ file, name, id, version }: Detection): VersionLabel {
  return { file: file.name, name, id, ...(version === undefined ? {} : { version }) };
}

function withRowsOf({ diff, before, after }: Pair, old: SideRows, now: SideRows): DetectionDiff {
  const problem = old.problem === undefined ? now.problem : old.problem;
  if (problem !== undefined) {
    const which = old.problem === undefined ? 'new' : 'old';
    return { ...diff, rowsProblem: `The ${which} version is not run: ${problem}` };
  }
  const keys = before?.plan === undefined || after?.plan === undefined ? [] : keyFields(before.plan, after.plan);
  const events =
    old.events === undefined || now.events === undefined
      ? undefined
      : { before: old.events.length, after: now.events.length, ...multisetDiff(old.events, now.events) };
  return { ...diff, rows: rowsDiff(old.rows, now.rows, keys, events) };
}
