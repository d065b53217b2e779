import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runTests } from '../../src/node/testing/run-tests.js';
import { corpus, logs, logsPresent, pairedDetections, whole } from './published.js';

const ledger = JSON.parse(readFileSync(new URL('./detection-tests.json', import.meta.url), 'utf8')) as {
  passed: number;
  failed: Record<string, string>;
  notRun: Record<string, string>;
};

describe.skipIf(!logsPresent)('the published tests of detections whose logs are here', () => {
  it('pass, or fail for a reason the ledger gives', async () => {
    const paired = pairedDetections().files;
    const run = await runTests({
      // Of the others this finds out that there are no data.
      rules: whole ? [`${corpus}/detections`] : paired,
      content: corpus,
      data: [logs],
      selection: { experimental: true, manual: true },
      workers: 0,
    });
    if ('problem' in run) throw new Error(run.problem);
    const { outcomes } = run.report;
    const name = (each: (typeof outcomes)[number]): string => `${basename(each.file, '.yml')}: ${each.test}`;
    const failed = outcomes.filter((each) => each.status === 'failed' || each.status === 'refused').map(name);
    // A test that starts to pass has to leave the ledger, one that stops has to be looked into.
    expect(failed.sort()).toEqual(Object.keys(ledger.failed).sort());
    expect(outcomes.filter((each) => each.status === 'passed')).toHaveLength(ledger.passed);
    for (const reason of Object.values({ ...ledger.failed, ...ledger.notRun }))
      expect(reason).toMatch(/^(?:data|knowledge|detection): ./);

    // Every detection that the map pairs with a log was run, but for those the ledger names.
    const ran = new Set(outcomes.filter((each) => each.status !== 'no-data').map((each) => basename(each.file)));
    expect(paired.map((file) => basename(file)).filter((file) => !ran.has(file))).toEqual(Object.keys(ledger.notRun));
    expect(paired.length).toBeGreaterThan(0);
  });
});
