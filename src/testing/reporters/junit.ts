import { renderExplanation } from '../../explain/render-explanation.js';
import { xmlText } from '../../support/xml-text.js';
import { countByStatus, type TestOutcome, type TestReport } from '../outcome.js';

/** The report as JUnit XML: a suite per detection, a case per test. What did not run is skipped, with the reason. */
export function junitReport(report: TestReport): string {
  const suites = new Map<string, TestOutcome[]>();
  for (const each of report.outcomes) {
    const suite = suites.get(each.file);
    if (suite === undefined) suites.set(each.file, [each]);
    else suite.push(each);
  }
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="escudo test" ${numbers(report.outcomes, report.milliseconds)}>`,
  ];
  for (const outcomes of suites.values()) {
    const taken = outcomes.reduce((sum, each) => sum + each.milliseconds, 0);
    lines.push(`  <testsuite name="${xmlText(outcomes[0]!.detection)}" ${numbers(outcomes, taken)}>`);
    for (const each of outcomes) lines.push(...testCase(each));
    lines.push('  </testsuite>');
  }
  lines.push('</testsuites>');
  return `${lines.join('\n')}\n`;
}

function numbers(outcomes: readonly TestOutcome[], milliseconds: number): string {
  const counts = countByStatus(outcomes);
  const skipped = outcomes.length - counts.passed - counts.failed;
  return `tests="${outcomes.length}" failures="${counts.failed}" errors="0" skipped="${skipped}" time="${seconds(milliseconds)}"`;
}

function testCase(outcome: TestOutcome): string[] {
  const { detection, test, file, line, milliseconds, reasons } = outcome;
  const head = `    <testcase name="${xmlText(test)}" classname="${xmlText(detection)}" file="${xmlText(file)}" line="${line}" time="${seconds(milliseconds)}"`;
  if (outcome.status === 'passed') return [`${head}/>`];
  const message = xmlText(reasons.join('; '));
  if (outcome.status !== 'failed')
    return [`${head}>`, `      <skipped message="${outcome.status}: ${message}"/>`, '    </testcase>'];
  const text = [
    ...reasons,
    ...(outcome.explanation === undefined ? [] : ['', ...renderExplanation(outcome.explanation)]),
  ].join('\n');
  return [`${head}>`, `      <failure message="${message}">${xmlText(text)}</failure>`, '    </testcase>'];
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
