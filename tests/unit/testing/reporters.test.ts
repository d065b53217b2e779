import { describe, expect, it } from 'vitest';
import type { TestOutcome, TestReport } from '../../../src/testing/outcome.js';
import { githubReport } from '../../../src/testing/reporters/github.js';
import { jsonReport } from '../../../src/testing/reporters/json.js';
import { junitReport } from '../../../src/testing/reporters/junit.js';
import { prettyReport } from '../../../src/testing/reporters/pretty.js';

const base = {
  detection: 'Odd <Child>',
  file: 'detections/odd, child.yml',
  line: 7,
  milliseconds: 1,
  reasons: [],
  notes: [],
  fetch: [],
};
const outcome = (given: Partial<TestOutcome> & Pick<TestOutcome, 'status'>): TestOutcome => ({
  ...base,
  test: given.status,
  ...given,
});
const report: TestReport = {
  milliseconds: 1234,
  outcomes: [
    outcome({ status: 'passed', rows: 2, milliseconds: 340 }),
    outcome({
      status: 'failed',
      rows: 0,
      events: 3,
      reasons: ['the search gave no rows'],
      explanation: {
        steps: [{ command: 'search', text: 'a=1', rowsIn: 3, rowsOut: 0 }],
        end: {
          command: 'search',
          text: 'a=1',
          reason: 'none of the 3 rows meets the condition',
          nearestMiss: {
            rows: 3,
            event: [{ name: '_raw', values: ['evil \u001b[31m\u0000 ]]> %0A'] }],
            conditions: [{ text: 'a=1', macros: ['m'], holds: false, rows: 0, fields: [{ name: 'a', values: [] }] }],
          },
        },
      },
    }),
    outcome({ status: 'no-data', reasons: ['no file'], fetch: ['curl x'] }),
    outcome({ status: 'refused', reasons: ['map needs Splunk'] }),
    outcome({ status: 'skipped', reasons: ['experimental test'] }),
  ],
};

describe('reporters', () => {
  it('pretty: failures with their explanation, what is missing with its command, a summary by outcome', () => {
    const text = prettyReport(report);
    expect(text).toContain(
      'FAILED Odd <Child>: failed\n  --> detections/odd, child.yml:7\n  the search gave no rows\n  3 events were replayed.',
    );
    expect(text).toContain('NO   a=1  (from `m`)\n           a is missing\n           true for 0 of the 3 rows');
    expect(text).toContain('no data Odd <Child>: no-data\n  no file\n  fetch it: curl x');
    expect(text).toContain('Slowest tests:\n    340 ms  Odd <Child>: passed');
    expect(text).toMatch(/\n5 tests: 1 passed, 1 failed, 1 without data, 1 refused, 1 skipped \(1\.2 s\)\n$/);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });

  it('json: counts and every test', () => {
    const parsed = JSON.parse(jsonReport(report));
    expect(parsed.summary).toEqual({ tests: 5, passed: 1, failed: 1, 'no-data': 1, refused: 1, skipped: 1 });
    expect(parsed.tests).toHaveLength(5);
    expect(parsed.tests[1].explanation.end.nearestMiss.rows).toBe(3);
  });

  it('junit: well-formed whatever the logs hold', () => {
    const text = junitReport(report);
    expect(text).toContain('tests="5" failures="1" errors="0" skipped="3" time="1.234"');
    expect(text).toContain('<testsuite name="Odd &lt;Child&gt;"');
    expect(text).toContain('<skipped message="no-data: no file"/>');
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    const open = [...text.matchAll(/<(\/?)([a-z]+)[^<>]*?(\/?)>/g)];
    let depth = 0;
    for (const [, closing, , empty] of open) depth += closing ? -1 : empty ? 0 : 1;
    expect(depth).toBe(0);
  });

  it('github: one line per finding, with its place', () => {
    const lines = githubReport(report).trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(
      /^::error file=detections\/odd%2C child\.yml,line=7,title=Odd <Child>%3A failed::the search gave no rows%0A/,
    );
    expect(lines[1]).toMatch(/^::warning /);
    expect(lines[2]).toMatch(/^::notice .*1 passed, 1 failed, 1 without data, 1 refused, 1 skipped$/);
  });
});
