import { readSettings, type Settings } from '../../api/options.js';
import type { SearchOutcome, SearchRequest } from '../../api/run-searches.js';
import { isUnreadable } from '../../content/content.js';
import type { Detection } from '../../content/detection.js';
import { type Diagnostic, diagnostic, hasErrors } from '../../diagnostics/diagnostic.js';
import { findingsFor } from '../../findings/findings-for.js';
import { RunOverview } from '../../findings/overview.js';
import type { LoadedContent } from '../../node/content/load-content.js';
import { createSource } from '../../source/source.js';
import { BugReport } from '../bug-report.js';
import { type ChosenEngine, readEngine, runIn } from '../choose-engine.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import { loadGivenContent } from '../given-content.js';
import type { Invocation } from '../invocation.js';
import { type CliIo, type TextSink, usesColor } from '../io.js';
import type { OptionValues } from '../option.js';
import { writeOverview } from '../output/overview.js';
import { renderProfile } from '../output/profile.js';
import { type DetectionResult, labelsOf, writeResults } from '../output/results.js';
import { ShownRows } from '../output/shown-rows.js';
import { Reporter } from '../report.js';
import { readRunSettings } from '../run-settings.js';
import type { SessionResult } from '../session.js';
import { inputSummary, rulesSummary, zoneSummary } from '../summary.js';
import { noEvents, showUsage, withOutput } from '../with-output.js';

/** `escudo run`: evaluates detections over logs. */
export async function run(values: OptionValues, io: CliIo): Promise<ExitCode> {
  const given = readRunSettings(values, Math.floor(io.clock() / 1000));
  if ('problem' in given) return showUsage(given, io);
  const rules = values.words;
  const events = values.all('events');
  if (rules.length === 0) {
    const swallowed = events.length > 1 ? ['--events takes every path that follows it: put the rules before it.'] : [];
    const help = [...swallowed, 'Write escudo run RULES... --events PATH...; see escudo run --help.'];
    return showUsage({ problem: 'No rules are given.', help }, io);
  }
  const engine = await readEngine(values, io);
  if (engine !== undefined && 'problem' in engine) return showUsage(engine, io);
  if (events.length === 0 && engine === undefined) return showUsage(noEvents, io);
  if (values.has('overview') && values.has('findings')) {
    const help = ['--overview adds findings up; --findings shows each of them.'];
    return showUsage({ problem: '--overview and --findings cannot both be given.', help }, io);
  }
  if (rules.includes('-') && events.includes('-')) {
    return showUsage({ problem: 'Rules and events cannot both come from standard input.', help: [] }, io);
  }
  const reporter = new Reporter(io, values.has('quiet'));
  const base = readSettings(given.search);
  await reporter.show(base.diagnostics);
  if (hasErrors(base.diagnostics)) return exitCodes.unusable;
  const invocation = { values, io, given, settings: base.settings };
  return withOutput(values.one('output'), io, (sink) => runRules(invocation, engine, reporter, sink));
}

async function runRules(
  invocation: Invocation,
  engine: ChosenEngine | undefined,
  reporter: Reporter,
  sink: TextSink,
): Promise<ExitCode> {
  const { values, io, given, settings: base } = invocation;
  const content = await load(values, io);
  await reporter.show(content.diagnostics);
  const { catalog, detections } = content;
  const missing = content.diagnostics.some(isUnreadable);
  if (detections.length === 0) {
    await reporter.say('No rule could be loaded.');
    return exitCodes.unusable;
  }
  const labels = labelsOf(detections);
  const settings = detections.map((detection) => settingsOf(detection, content, invocation));
  const requests = detections.map(
    (detection, index): SearchRequest => ({ search: detection.search, start: 'search', settings: settings[index]! }),
  );
  const session = await runIn(engine, requests, catalog, invocation);
  const results = detections.map((detection, index) =>
    resultOf(detection, labels[index]!, session.outcomes[index]!, settings[index]!, content, values.has('findings')),
  );
  const width = sink.width ?? 100;
  const shown = { width, timeZone: base.timeZone, color: usesColor(sink, io.env) };
  if (values.has('overview')) await writeOverview(overviewOf(results, content, base), given.format, sink, shown);
  else await writeResults(results, given.format, sink, shown);
  for (const { label, outcome } of results) await reporter.show(outcome.diagnostics, `the rule ${label}`);
  for (const { label, found } of slowSearches(results)) await reporter.show([found], `the rule ${label}`);
  await reporter.show(session.diagnostics);
  await reporter.finish();
  if (values.has('profile')) await io.stderr.write(profileOf(results, base, io));
  const tables = given.format === 'table' && !values.has('overview') ? results : [];
  const zone = zoneSummary(
    tables.flatMap(({ rows, outcome }) => (rows.length > 0 ? [outcome.columns] : [])),
    base.timeZone,
  );
  await reporter.say(`${rulesSummary(session, unloaded(content.diagnostics))}${zone} ${inputSummary(session)}`);
  return exitOf(session, results, missing || session.unreadable, values, io);
}

/** Milliseconds from which on the time of one rule is worth a word. */
const longTime = 10_000;

/** The rule that took more time than all others, where that was long. */
function slowSearches(results: readonly DetectionResult[]): { label: string; found: Diagnostic }[] {
  const all = results.reduce((sum, { outcome }) => sum + (outcome.cost?.milliseconds ?? 0), 0);
  if (results.length < 2) return [];
  return results.flatMap(({ label, outcome }) => {
    const own = outcome.cost?.milliseconds ?? 0;
    if (own < longTime || own * 2 < all) return [];
    const found = diagnostic('slow-search', { seconds: Math.round(own / 1000), all: Math.round(all / 1000) });
    return [{ label, found }];
  });
}

function overviewOf(
  results: readonly DetectionResult[],
  { catalog }: LoadedContent,
  { timeZone }: Settings,
): RunOverview {
  const overview = new RunOverview(timeZone);
  for (const { label, detection, rows } of results)
    overview.add(label, detection, catalog.deploymentFor(detection), rows);
  return overview;
}

function profileOf(results: readonly DetectionResult[], { timeZone }: Settings, io: CliIo): string {
  const searches = results.map(({ label, outcome, rows }) => ({ label, cost: outcome.cost, rows: rows.length }));
  return renderProfile(searches, { width: io.stderr.width ?? 100, timeZone, color: usesColor(io.stderr, io.env) });
}

/** Content files with an error that kept them, or a part of them, from being loaded. */
function unloaded(diagnostics: readonly Diagnostic[]): number {
  const broken = diagnostics.filter(({ severity }) => severity === 'error');
  return new Set(broken.map(({ primary, message }) => primary?.source.name ?? message)).size;
}

async function exitOf(
  session: SessionResult,
  results: readonly DetectionResult[],
  unreadable: boolean,
  values: OptionValues,
  io: CliIo,
): Promise<ExitCode> {
  const crashed = results.filter(({ outcome }) => outcome.state === 'crashed');
  for (const { label, outcome } of crashed.slice(0, 3)) await new BugReport(outcome.error, `rule ${label}`).show(io);
  if (crashed.length > 0) return exitCodes.bug;
  if (unreadable || session.outcomes.every(({ state }) => state === 'refused')) return exitCodes.unusable;
  const fired = results.some(({ rows }) => rows.length > 0);
  return fired && values.has('fail-on-finding') ? exitCodes.found : exitCodes.ok;
}

async function load(values: OptionValues, io: CliIo): Promise<LoadedContent> {
  const paths = values.words.filter((path) => path !== '-');
  const texts = values.words.includes('-')
    ? [{ source: createSource('-', await allText(io)), path: 'detections/stdin.yml', origin: 'repository' as const }]
    : [];
  return loadGivenContent(values, paths, texts);
}

async function allText(io: CliIo): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of io.stdin) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

/** The settings of the run, with the time range of the rule's schedule where that is asked for. */
function settingsOf(
  detection: Detection,
  { catalog }: LoadedContent,
  { values, given, settings }: Invocation,
): Settings {
  if (!values.has('scheduled')) return settings;
  const { earliest, latest } = catalog.deploymentFor(detection).schedule;
  const schedule = { ...(earliest === undefined ? {} : { earliest }), ...(latest === undefined ? {} : { latest }) };
  return readSettings({ ...schedule, ...given.search }).settings;
}

function resultOf(
  detection: Detection,
  label: string,
  outcome: SearchOutcome,
  { range }: Settings,
  { catalog }: LoadedContent,
  wantsFindings: boolean,
): DetectionResult {
  const rows = new ShownRows(outcome.rows);
  const bound = (name: 'earliest' | 'latest', value: number) =>
    Number.isFinite(value) ? { [name]: String(value) } : {};
  const times = { ...bound('earliest', range.earliest), ...bound('latest', range.latest) };
  const findings = wantsFindings ? findingsFor(detection, rows, catalog.deploymentFor(detection), times) : undefined;
  return { detection, label, outcome, rows, findings };
}
