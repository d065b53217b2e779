import { countByStatus, slowest, type TestReport } from '../outcome.js';

/** The report as JSON: `summary` by status, `slowest`, and every test with its reasons and explanation. */
export function jsonReport(report: TestReport): string {
  const { outcomes, milliseconds } = report;
  const document = {
    version: 1,
    milliseconds: Math.round(milliseconds),
    summary: { tests: outcomes.length, ...countByStatus(outcomes) },
    slowest: slowest(outcomes).map(({ detection, test, milliseconds: taken }) => ({
      detection,
      test,
      milliseconds: Math.round(taken),
    })),
    tests: outcomes.map((each) => ({ ...each, milliseconds: Math.round(each.milliseconds) })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
