import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isUnreadable } from '../../content/content.js';
import { colored, plain } from '../../diagnostics/text-style.js';
import { findContentRoot } from '../../node/content/content-root.js';
import { runTests, type TestRunOptions } from '../../node/testing/run-tests.js';
import { countByStatus, type TestReport } from '../../testing/outcome.js';
import { githubReport } from '../../testing/reporters/github.js';
import { jsonReport } from '../../testing/reporters/json.js';
import { junitReport } from '../../testing/reporters/junit.js';
import { outcomeLine, prettyReport } from '../../testing/reporters/pretty.js';
import { isTimeZone } from '../../values/time/zone.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import { contentFor } from '../given-content.js';
import { type CliIo, type TextSink, usesColor } from '../io.js';
import type { OptionValues } from '../option.js';
import { Reporter } from '../report.js';
import { TestProgressLine } from '../test-progress.js';
import { showUsage, withOutput } from '../with-output.js';

/** `escudo test`: runs the tests that detections list. */
export async function test(values: OptionValues, io: CliIo): Promise<ExitCode> {
  const jobs = values.one('jobs');
  if (jobs !== undefined && !/^\d{1,3}$/.test(jobs)) {
    return showUsage({ problem: '--jobs needs a number of threads.', help: ['Write --jobs 2, or 0 for none.'] }, io);
  }
  const timeZone = values.one('time-zone');
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    return showUsage({ problem: `There is no time zone ${timeZone}.`, help: ['Write one such as Europe/Berlin.'] }, io);
  }
  return withOutput(values.one('output'), io, (sink) => runAndReport(values, sink, io));
}

async function runAndReport(values: OptionValues, sink: TextSink, io: CliIo): Promise<ExitCode> {
  const verbose = values.has('verbose');
  const quiet = values.has('quiet');
  const progress = new TestProgressLine(io, { verbose, quiet });
  const run = await runTests(await optionsOf(values), (outcome, done, total) =>
    progress.advance(outcomeLine(outcome), done, total),
  );
  await progress.finish();
  const reporter = new Reporter(io, quiet);
  await reporter.show(run.diagnostics);
  await reporter.finish();
  if ('problem' in run) return showUsage({ problem: run.problem, help: ['See escudo test --help.'] }, io);
  await sink.write(render(run.report, values, usesColor(sink, io.env)));
  const counts = countByStatus(run.report.outcomes);
  if (counts.failed > 0 || (counts['no-data'] > 0 && values.has('require-data'))) return exitCodes.found;
  return run.diagnostics.some(isUnreadable) ? exitCodes.unusable : exitCodes.ok;
}

function render(report: TestReport, values: OptionValues, color: boolean): string {
  switch (values.one('reporter')) {
    case 'json':
      return jsonReport(report);
    case 'junit':
      return junitReport(report);
    case 'github':
      return githubReport(report);
    default:
      return prettyReport(report, { paint: color ? colored : plain, listMissing: values.has('verbose') });
  }
}

async function optionsOf(values: OptionValues): Promise<TestRunOptions> {
  const rules = values.words.length > 0 ? values.words : await defaultPaths();
  const content = values.one('content') ?? (await contentFor(rules));
  const text = <K extends string>(option: string, key: K): { [P in K]?: string } => {
    const value = values.one(option);
    return (value === undefined ? {} : { [key]: value }) as { [P in K]?: string };
  };
  const jobs = values.one('jobs');
  return {
    rules,
    ...(content === undefined ? {} : { content }),
    userContent: values.all('macros'),
    macroFlags: values.all('macro'),
    knowledge: values.all('knowledge'),
    data: values.all('data'),
    selection: { experimental: values.has('experimental'), manual: values.has('manual'), ...text('grep', 'grep') },
    ...text('geoip', 'geoip'),
    ...text('changed', 'changed'),
    ...text('time-zone', 'timeZone'),
    ...(jobs === undefined ? {} : { workers: Number(jobs) }),
  };
}

/** The detections of the content root at or above the current folder, or whatever is below it. */
async function defaultPaths(): Promise<string[]> {
  const root = await findContentRoot('.');
  if (root === undefined) return ['.'];
  const detections = join(root, 'detections');
  try {
    return (await stat(detections)).isDirectory() ? [detections] : [root];
  } catch {
    return [root];
  }
}
