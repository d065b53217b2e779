import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runTests } from '../../src/node/run-tests.js';

const content = '../shared/corpus/escu';
const data = '../shared/data/events';
const ledger = JSON.parse(readFileSync(new URL('./detection-tests.json', import.meta.url), 'utf8')) as {
  passed: number;
  failed: Record<string, string>;
  notRun: Record<string, string>;
};

const absent = !existsSync(content) || !existsSync(data);
if (absent) console.info(`${content} or ${data} is not here: the published tests are not run.`);

describe.skipIf(absent)('the published tests of detections whose logs are here', () => {
  it('pass, or fail for a reason the ledger gives', { timeout: 240_000 }, async () => {
    const run = await runTests({
      rules: [`${content}/detections`],
      data: [data],
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
    const map = JSON.parse(readFileSync(`${data}/escu_map.json`, 'utf8')) as {
      detection: string;
      in_oct2024_tree: string | null;
    }[];
    const paired = map.filter(({ in_oct2024_tree: path }) => path !== null && existsSync(`${content}/${path}`));
    const ran = new Set(outcomes.filter((each) => each.status !== 'no-data').map((each) => basename(each.file)));
    expect(paired.map((each) => each.detection).filter((file) => !ran.has(file))).toEqual(Object.keys(ledger.notRun));
    expect(paired.length).toBeGreaterThan(0);
  });
});
