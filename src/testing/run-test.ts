import type { Knowledge } from '../api/knowledge.js';
import type { Settings } from '../api/options.js';
import { createScanSources, type ScanPass } from '../api/passes/scan-sources.js';
import { rowOf } from '../api/plain-events.js';
import { createContext, prepare, type RunContext, runPlan } from '../api/run.js';
import type { CompiledSearch } from '../compile/compile.js';
import type { Content } from '../content/content.js';
import type { DetectionTest } from '../content/detection.js';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.js';
import type { RawEvent } from '../events/raw-event.js';
import { checkRun } from '../exec/check-run.js';
import type { GeoSource } from '../exec/geo-source.js';
import type { LookupSource } from '../exec/lookups/lookup-source.js';
import { explainRows } from '../explain/explain-rows.js';
import { lineIndexOf } from '../source/line-index.js';
import { rootPlace } from '../source/origin-map.js';
import type { Source } from '../source/source.js';
import { suggest } from '../support/suggest.js';
import { unmetExpectations } from './expectations.js';
import type { TestOutcome } from './outcome.js';
import type { SelectedTest } from './select-tests.js';

/** The events of a test, or why there are none. */
export type TestData =
  | {
      readonly kind: 'events';
      /** A pass over the events from the beginning, with the metadata the test gives. */
      open(): AsyncIterable<readonly RawEvent[]>;
      readonly events: number;
      /** Time of the newest event; undefined when none has a time. */
      readonly newest: number | undefined;
      /** What reading had to say. */
      readonly notes: readonly string[];
    }
  | { readonly kind: 'no-data'; readonly reasons: readonly string[]; readonly fetch: readonly string[] };

/** What tests run with. */
export interface TestBench {
  readonly content: Pick<Content, 'catalog' | 'baselines'>;
  readonly lookups: LookupSource;
  readonly knowledge: Knowledge;
  /** Where addresses are, for `iplocation`. */
  readonly geo?: GeoSource;
  /** `now` counts only where no event of a test has a time. */
  readonly settings: Settings;
  data(test: DetectionTest): Promise<TestData>;
  /** Milliseconds from any fixed point, to measure with. */
  clock(): number;
}

/** Runs one test: its data, the baselines the detection lists, its search, and what the rows must be. */
export async function runTest(selected: SelectedTest, bench: TestBench): Promise<TestOutcome> {
  const started = bench.clock();
  const { detection, test, skip } = selected;
  const base = {
    detection: detection.name,
    file: detection.file.name,
    line: lineIndexOf(test.at.source).positionAt(test.at.span.start).line,
    test: test.name,
    notes: [],
    fetch: [],
  };
  const ended = (result: Pick<TestOutcome, 'status' | 'reasons'> & Partial<TestOutcome>): TestOutcome => ({
    ...base,
    ...result,
    milliseconds: bench.clock() - started,
  });
  if (skip !== undefined) return ended({ status: 'skipped', reasons: [skip] });
  const data = await bench.data(test);
  if (data.kind === 'no-data') return ended({ status: 'no-data', reasons: data.reasons, fetch: data.fetch });
  const found = { events: data.events, notes: [...data.notes] };
  try {
    return ended(await new TestRun(selected, bench, data, found.notes).run());
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return ended({ ...found, status: 'failed', reasons: [`escudo failed, which is a bug of escudo: ${message}`] });
  }
}

type Replayed = TestData & { readonly kind: 'events' };
type Result = Pick<TestOutcome, 'status' | 'reasons'> & Partial<TestOutcome>;

class TestRun {
  readonly #selected: SelectedTest;
  readonly #bench: TestBench;
  readonly #data: Replayed;
  readonly #settings: Settings;
  readonly #notes: string[];
  #lookups: LookupSource;

  constructor(selected: SelectedTest, bench: TestBench, data: Replayed, notes: string[]) {
    this.#selected = selected;
    this.#bench = bench;
    this.#data = data;
    this.#notes = notes;
    this.#lookups = bench.lookups;
    // The search runs right after the newest event, as if it had been on while the attack happened.
    const now = data.newest === undefined ? bench.settings.now : Math.floor(data.newest) + 1;
    this.#settings = { ...bench.settings, now };
  }

  async run(): Promise<Result> {
    const { detection, test } = this.#selected;
    for (const { text } of detection.baselines) {
      const problem = await this.#baseline(text);
      if (problem !== undefined) return this.#result(problem);
    }
    const ready = await this.#prepare(detection.search);
    if ('status' in ready) return this.#result(ready);
    const { compiled, diagnostics } = ready;
    const events = await runPlan(
      compiled.plan!,
      this.#context((found) => diagnostics.push(found)),
    );
    if (hasErrors(diagnostics)) return this.#result(refusal(diagnostics));
    for (const each of diagnostics) this.#note(each);
    const rows = events.map(rowOf);
    const unmet = unmetExpectations(detection, test, rows);
    const result: Result = { status: unmet.length === 0 ? 'passed' : 'failed', reasons: unmet, rows: rows.length };
    if (unmet.length === 0 || rows.length > 0) return this.#result(result);
    return this.#result({ ...result, explanation: await explainRows(compiled, () => this.#context(() => {})) });
  }

  #result(result: Result): Result {
    return { ...result, events: this.#data.events, notes: [...new Set(this.#notes)] };
  }

  /** Runs a baseline; what it writes is there for the next search of this test and for no other. */
  async #baseline(name: string): Promise<Result | undefined> {
    const { baselines } = this.#bench.content;
    const baseline = baselines.find((each) => each.name.toLowerCase() === name.toLowerCase());
    if (baseline === undefined) {
      const near = suggest(
        name,
        baselines.map((each) => each.name),
      );
      const help = near.length === 0 ? '' : `; did you mean ${near.join(' or ')}?`;
      return { status: 'failed', reasons: [`there is no baseline named ${JSON.stringify(name)}${help}`] };
    }
    const ready = await this.#prepare(baseline.search);
    if ('status' in ready) return { ...ready, reasons: ready.reasons.map((reason) => `baseline ${name}: ${reason}`) };
    const context = this.#context((found) => ready.diagnostics.push(found));
    await runPlan(ready.compiled.plan!, context);
    if (hasErrors(ready.diagnostics)) return refusal(ready.diagnostics);
    for (const each of ready.diagnostics) this.#note(each);
    this.#lookups = context.lookups;
    return undefined;
  }

  async #prepare(search: Source): Promise<{ compiled: CompiledSearch; diagnostics: Diagnostic[] } | Result> {
    const compiled = prepare(search, this.#bench.content.catalog, this.#settings, 'search');
    const diagnostics = [...compiled.diagnostics];
    if (compiled.plan === undefined) return refusal(diagnostics);
    diagnostics.push(
      ...(await checkRun(
        compiled.plan,
        this.#context(() => {}),
        compiled.source,
      )),
    );
    if (hasErrors(diagnostics)) return refusal(diagnostics);
    return { compiled, diagnostics };
  }

  #context(report: (found: Diagnostic) => void): RunContext {
    const { content, knowledge, geo } = this.#bench;
    const data = this.#data;
    const sources = createScanSources(knowledge, async function* (): ScanPass {
      for await (const batch of data.open()) yield batch.map((raw) => knowledge.scanned(raw));
    });
    return createContext({
      catalog: content.catalog,
      settings: this.#settings,
      sources,
      lookups: this.#lookups,
      newestFirst: true,
      ...(geo === undefined ? {} : { geo }),
      report,
    });
  }

  #note(found: Diagnostic): void {
    if (found.severity !== 'info') this.#notes.push(found.message);
  }
}

/** A search that cannot run: what escudo cannot do is told apart from what is wrong with the content. */
function refusal(diagnostics: readonly Diagnostic[]): Result {
  const errors = diagnostics.filter((each) => each.severity === 'error');
  const ours = errors.every((each) => each.code === 'unsupported');
  return { status: ours ? 'refused' : 'failed', reasons: [...new Set(errors.map(placedMessage))] };
}

function placedMessage(found: Diagnostic): string {
  if (found.primary === undefined) return `${found.code}: ${found.message}`;
  const { source, span } = rootPlace(found.primary.source, found.primary.span);
  const { line, column } = lineIndexOf(source).positionAt(span.start);
  return `${found.code} at ${source.name}:${line}:${column}: ${found.message}`;
}
