import type { Settings } from '../api/options.js';
import { prepare } from '../api/run.js';
import type { CompiledSearch } from '../compile/compile.js';
import type { Content } from '../content/content.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { walkPlan } from '../plan/plan.js';
import { lineIndexOf } from '../source/line-index.js';
import { rootPlace } from '../source/origin-map.js';
import type { Source } from '../source/source.js';
import { defaultLimits } from '../values/limits.js';
import { defaultSemantics } from '../values/semantics.js';

/** How far a search comes: each stage includes the ones before it. */
export type CorpusStage = 'loaded' | 'parsed' | 'lowered' | 'runnable';

/** What became of one search. */
export interface CorpusOutcome {
  readonly name: string;
  readonly stage: CorpusStage;
  /** Why it went no further. */
  readonly reason?: string;
}

/** Counts per stage and the searches that do not run, as the ledger `tests/corpus/expectations.json` holds them. */
export interface CorpusLedger {
  readonly searches: number;
  readonly parsed: number;
  readonly lowered: number;
  readonly runnable: number;
  readonly refused: Readonly<Record<string, string>>;
}

const settings: Settings = {
  now: 0,
  timeZone: 'UTC',
  range: { earliest: Number.NEGATIVE_INFINITY, latest: Number.POSITIVE_INFINITY },
  limits: defaultLimits,
  semantics: defaultSemantics,
  seed: 1,
};

function firstError(diagnostics: readonly Diagnostic[]): string | undefined {
  const error = diagnostics.find((each) => each.severity === 'error');
  if (error === undefined) return undefined;
  if (error.primary === undefined) return `${error.code}: ${error.message}`;
  const place = rootPlace(error.primary.source, error.primary.span);
  const { line, column } = lineIndexOf(place.source).positionAt(place.span.start);
  return `${error.code} at ${line}:${column}: ${error.message}`;
}

/** Reasons of the unsupported commands of a plan, those of its subsearches included. */
function unsupportedReasons(compiled: CompiledSearch): string[] {
  const { plan } = compiled;
  if (plan === undefined) return [];
  const reasons = new Set<string>();
  for (const root of [plan.root, ...plan.subsearches.values()]) {
    for (const node of walkPlan(root)) if (node.kind === 'unsupported') reasons.add(`${node.command}: ${node.reason}`);
  }
  return [...reasons];
}

/** Takes one search through macros, parser and lowering. */
function examine(name: string, search: Source, content: Content): CorpusOutcome {
  const compiled = prepare(search, content.catalog, settings, 'search');
  const parsed = compiled.tree.commands.length > 0 && compiled.tree.commands.every((each) => each.kind === 'command');
  const error = firstError(compiled.diagnostics);
  if (!parsed) return { name, stage: 'loaded', reason: error ?? 'a command is opaque' };
  if (error !== undefined) return { name, stage: 'parsed', reason: error };
  const unsupported = unsupportedReasons(compiled);
  if (unsupported.length > 0) return { name, stage: 'lowered', reason: unsupported.join('; ') };
  return { name, stage: 'runnable' };
}

/** Every detection and baseline of a repository, in order. */
export function examineContent(content: Content): CorpusOutcome[] {
  return [
    ...content.detections.map((each) => examine(each.fileName, each.search, content)),
    ...content.baselines.map((each) => examine(each.fileName, each.search, content)),
  ];
}

const stages: readonly CorpusStage[] = ['loaded', 'parsed', 'lowered', 'runnable'];

/** The ledger of these outcomes. */
export function ledgerOf(outcomes: readonly CorpusOutcome[]): CorpusLedger {
  const reached = (stage: CorpusStage): number =>
    outcomes.filter((each) => stages.indexOf(each.stage) >= stages.indexOf(stage)).length;
  const refused = outcomes
    .filter((each) => each.reason !== undefined)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((each) => [each.name, `${each.stage}: ${each.reason}`] as const);
  return {
    searches: outcomes.length,
    parsed: reached('parsed'),
    lowered: reached('lowered'),
    runnable: reached('runnable'),
    refused: Object.fromEntries(refused),
  };
}

/** What is worse than the ledger says, and what is better; a better result has to be recorded in the same change. */
export function compareLedgers(recorded: CorpusLedger, found: CorpusLedger): { worse: string[]; better: string[] } {
  const worse: string[] = [];
  const better: string[] = [];
  for (const count of ['parsed', 'lowered', 'runnable'] as const) {
    const missing = recorded.searches - recorded[count];
    const now = found.searches - found[count];
    if (now > missing)
      worse.push(
        `${count}: ${found[count]} of ${found.searches}, the ledger says ${recorded[count]} of ${recorded.searches}`,
      );
    else if (now < missing || found.searches !== recorded.searches)
      better.push(`${count}: ${found[count]} of ${found.searches}`);
  }
  for (const [name, reason] of Object.entries(found.refused)) {
    if (!Object.hasOwn(recorded.refused, name)) worse.push(`${name} is refused: ${reason}`);
    else if (recorded.refused[name] !== reason) better.push(`${name} has another reason: ${reason}`);
  }
  for (const name of Object.keys(recorded.refused))
    if (!Object.hasOwn(found.refused, name)) better.push(`${name} runs`);
  return { worse, better };
}
