import { writeFile } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { isUnreadable } from '../../content/content.js';
import { applyFixes } from '../../lint/apply-fixes.js';
import { knownIds } from '../../lint/config.js';
import { lintRules } from '../../lint/index.js';
import type { LintReport } from '../../lint/report.js';
import { reporters } from '../../lint/reporters/index.js';
import { type CheckOptions, type CheckResult, checkContent } from '../../node/check/check-content.js';
import { systemReason } from '../../node/content/content-files.js';
import { findContentRoot } from '../../node/content/content-root.js';
import { didYouMean, suggest } from '../../support/suggest.js';
import { isCalendarDay } from '../../values/time/civil.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import { type CliIo, usesColor } from '../io.js';
import type { OptionValues } from '../option.js';
import { ProgressBar } from '../progress-bar.js';
import { Reporter } from '../report.js';
import { version } from '../version.js';
import { showUsage, withOutput } from '../with-output.js';

/** `escudo check`: validates content. */
export async function check(values: OptionValues, io: CliIo): Promise<ExitCode> {
  const today = values.one('today') ?? new Date(io.clock()).toISOString().slice(0, 10);
  if (!isCalendarDay(today))
    return showUsage({ problem: `--today takes a date such as 2026-05-17, not ${today}.`, help: [] }, io);
  const unknown = values.all('rule').find((name) => !knownIds.has(name));
  if (unknown !== undefined) {
    const help = [...didYouMean(suggest(unknown, knownIds)), 'grammar/checks.md and grammar/diagnostics.md list them.'];
    return showUsage({ problem: `There is no rule or code ${unknown}.`, help }, io);
  }
  const jobs = values.one('jobs');
  if (jobs !== undefined && !/^[1-9]\d{0,2}$/.test(jobs))
    return showUsage({ problem: `--jobs takes a whole number from 1 on, not ${jobs}.`, help: [] }, io);
  const paths =
    values.words.length > 0 ? [...values.words] : [values.one('content') ?? (await findContentRoot('.')) ?? '.'];
  const progress = new ProgressBar(io, 'searches');
  const options: CheckOptions = {
    paths,
    today,
    knowledge: values.all('knowledge'),
    userContent: values.all('macros'),
    macroFlags: values.all('macro'),
    progress: (done, total) => progress.advance(done, total),
    ...(jobs === undefined ? {} : { jobs: Number(jobs) }),
    ...given('content', values.one('content')),
    ...given('config', values.one('config')),
    ...given('since', values.one('since')),
  };
  let result = await checkContent(options);
  await progress.finish();
  const messages = new Reporter(io, false);
  if (values.has('fix')) {
    const { applied, problem } = await mend(result.report);
    if (problem !== undefined) return showUsage({ problem, help: [] }, io);
    if (applied > 0) result = await checkContent(options);
    await messages.say(`${applied} ${applied === 1 ? 'fix' : 'fixes'} made.`);
  }
  await messages.show(result.diagnostics);
  const report = chosen(result.report, values);
  const name = values.one('reporter') ?? 'pretty';
  const toolVersion = await version();
  return withOutput(values.one('output'), io, async (sink) => {
    const context = {
      rules: lintRules,
      version: toolVersion,
      pathOf,
      color: usesColor(sink, io.env),
      width: Math.min(160, sink.width ?? 100),
    };
    await sink.write(reporters.get(name)!(report, context));
    return exitOf(result, report);
  });
}

function given<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: string });
}

/** A path as the user sees it from the working folder, with `/`; what lies elsewhere stays absolute. */
function pathOf(file: string): string {
  if (file.startsWith('<')) return file;
  const way = relative(process.cwd(), resolve(file));
  return way === '' || way.startsWith('..') ? file : way.split(sep).join('/');
}

async function mend(report: LintReport): Promise<{ applied: number; problem?: string }> {
  const { texts, applied } = applyFixes(report.findings);
  for (const [path, text] of texts) {
    try {
      await writeFile(path, text);
    } catch (error) {
      return { applied: 0, problem: `Cannot write ${path}: ${systemReason(error)}.` };
    }
  }
  return { applied };
}

/** The findings that `--rule` and `--quiet` leave. */
function chosen(report: LintReport, values: OptionValues): LintReport {
  const wanted = values.all('rule');
  const findings = report.findings.filter(
    (found) =>
      (wanted.length === 0 || wanted.includes(found.code)) && !(values.has('quiet') && found.severity === 'info'),
  );
  const counts = { error: 0, warning: 0, info: 0 };
  for (const found of findings) counts[found.severity]++;
  return { ...report, findings, counts };
}

function exitOf({ report: all, diagnostics }: CheckResult, report: LintReport): ExitCode {
  if ([...diagnostics, ...all.findings].some(isUnreadable)) return exitCodes.unusable;
  return report.counts.error > 0 || diagnostics.some((found) => found.severity === 'error')
    ? exitCodes.found
    : exitCodes.ok;
}
