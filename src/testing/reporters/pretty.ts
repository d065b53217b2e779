import { type Paint, plain } from '../../diagnostics/text-style.js';
import { visible } from '../../diagnostics/visible-text.js';
import { renderExplanation } from '../../explain/render-explanation.js';
import { countByStatus, slowest, type TestOutcome, type TestReport, testStatuses } from '../outcome.js';

export interface PrettyOptions {
  readonly paint?: Paint;
  /** Tests without data are listed one by one instead of counted. */
  readonly listMissing?: boolean;
}

const marks = { passed: 'ok', failed: 'FAILED', 'no-data': 'no data', refused: 'refused', skipped: 'skipped' } as const;

/** Time as people read it: `840 ms`, `12.3 s`. */
export function duration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** The report for a person: failures with the way their rows went, what could not run, what data is missing, a summary. */
export function prettyReport(report: TestReport, options: PrettyOptions = {}): string {
  const paint = options.paint ?? plain;
  const lines: string[] = [];
  const of = (status: TestOutcome['status']): TestOutcome[] => report.outcomes.filter((each) => each.status === status);
  for (const each of of('failed')) lines.push(...failure(each, paint), '');
  for (const each of of('refused')) {
    lines.push(
      `${paint('warning', 'refused')} ${title(each)}`,
      ...each.reasons.map((reason) => `  ${visible(reason)}`),
      '',
    );
  }
  lines.push(...missing(of('no-data'), options.listMissing === true, paint));
  const counts = countByStatus(report.outcomes);
  const slow = slowest(report.outcomes).filter((each) => each.milliseconds >= 100);
  if (slow.length > 0) {
    lines.push(
      'Slowest tests:',
      ...slow.map((each) => `  ${duration(each.milliseconds).padStart(8)}  ${title(each)}`),
      '',
    );
  }
  const parts = testStatuses
    .filter((status) => counts[status] > 0)
    .map((status) => `${counts[status]} ${status === 'no-data' ? 'without data' : status}`);
  const total = report.outcomes.length;
  const summary = `${total} test${total === 1 ? '' : 's'}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`;
  lines.push(`${paint(counts.failed > 0 ? 'error' : 'title', summary)} (${duration(report.milliseconds)})`);
  return `${lines.join('\n')}\n`;
}

/** One line per test, for `--verbose`. */
export function outcomeLine(outcome: TestOutcome): string {
  const rows = outcome.rows === undefined ? '' : `  ${outcome.rows} row${outcome.rows === 1 ? '' : 's'}`;
  return `${marks[outcome.status].padEnd(8)}${title(outcome)}${rows}  ${duration(outcome.milliseconds)}`;
}

function title({ detection, test }: TestOutcome): string {
  return `${visible(detection)}: ${visible(test)}`;
}

function failure(outcome: TestOutcome, paint: Paint): string[] {
  const { explanation, events, notes } = outcome;
  const lines = [
    `${paint('error', 'FAILED')} ${paint('title', title(outcome))}`,
    `  ${paint('frame', '-->')} ${visible(outcome.file)}:${outcome.line}`,
  ];
  // A reason may have lines of its own: the stack of a crash.
  for (const reason of outcome.reasons) lines.push(...reason.split('\n').map((line) => `  ${visible(line)}`));
  if (events !== undefined) lines.push(`  ${events} event${events === 1 ? ' was' : 's were'} replayed.`);
  for (const note of notes) lines.push(`  note: ${visible(note)}`);
  if (explanation !== undefined && explanation.steps.length > 0)
    lines.push('', ...renderExplanation(explanation).map((line) => (line === '' ? '' : `  ${line}`)));
  return lines;
}

const listedAnyway = 3;

function missing(outcomes: readonly TestOutcome[], all: boolean, paint: Paint): string[] {
  if (outcomes.length === 0) return [];
  const shown = all ? outcomes : outcomes.slice(0, listedAnyway);
  const lines = shown.flatMap((each) => [
    `${paint('warning', 'no data')} ${title(each)}`,
    ...each.reasons.map((reason) => `  ${visible(reason)}`),
    ...each.fetch.map((command) => `  fetch it: ${visible(command)}`),
  ]);
  if (shown.length < outcomes.length)
    lines.push(`... and ${outcomes.length - shown.length} more without data; --verbose lists them.`);
  return [...lines, ''];
}
