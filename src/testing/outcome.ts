import type { Explanation } from '../explain/explanation.js';

/**
 * What became of a test. `no-data`: its log is not here. `refused`: the search needs something that cannot run here. `skipped`: not
 * asked for (experimental tests, detections tested by hand).
 */
export type TestStatus = 'passed' | 'failed' | 'no-data' | 'refused' | 'skipped';

/** Every status in the order of summaries. */
export const testStatuses: readonly TestStatus[] = ['passed', 'failed', 'no-data', 'refused', 'skipped'];

/** One test and what became of it, as plain data that can be sent between threads. */
export interface TestOutcome {
  readonly detection: string;
  /** The name of the detection's file as it was read. */
  readonly file: string;
  readonly line: number;
  readonly test: string;
  readonly status: TestStatus;
  /** Rows the search gave; absent when it did not run. */
  readonly rows?: number;
  /** Events that were replayed. */
  readonly events?: number;
  readonly milliseconds: number;
  /** Why the test has this status; empty when it passed. */
  readonly reasons: readonly string[];
  /** Messages of the run that do not decide it: warnings about data, limits, empty tables. */
  readonly notes: readonly string[];
  /** Commands that fetch missing data. */
  readonly fetch: readonly string[];
  /** For a test that gave no rows: what became of its events. */
  readonly explanation?: Explanation;
}

/** A finished run. */
export interface TestReport {
  readonly outcomes: readonly TestOutcome[];
  /** Wall clock of the whole run. */
  readonly milliseconds: number;
}

/** How many tests have each status. */
export function countByStatus(outcomes: readonly TestOutcome[]): Record<TestStatus, number> {
  const counts: Record<TestStatus, number> = { passed: 0, failed: 0, 'no-data': 0, refused: 0, skipped: 0 };
  for (const each of outcomes) counts[each.status]++;
  return counts;
}

/** The tests that took longest, longest first. */
export function slowest(outcomes: readonly TestOutcome[], most = 5): TestOutcome[] {
  return outcomes
    .filter((each) => each.status === 'passed' || each.status === 'failed')
    .sort((a, b) => b.milliseconds - a.milliseconds)
    .slice(0, most);
}
