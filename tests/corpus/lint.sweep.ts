import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkContent } from '../../src/node/check/check-content.js';
import { corpus, corpusPresent, publishedFiles, whole } from './published.js';

const ledger = new URL('./lint.json', import.meta.url).pathname;

interface Ledger {
  readonly findings: Readonly<Record<string, { readonly hits: number; readonly read?: string }>>;
}

describe.skipIf(!corpusPresent)('lint over the published corpus', () => {
  it('finds what the ledger says, per rule', async () => {
    const paths = whole ? [corpus] : publishedFiles('detections', 12);
    const { report } = await checkContent({ paths, today: '2026-06-01', jobs: 1 });
    const hits: Record<string, number> = {};
    for (const { code, severity } of report.findings)
      hits[`${severity} ${code}`] = (hits[`${severity} ${code}`] ?? 0) + 1;
    const { findings } = JSON.parse(readFileSync(ledger, 'utf8')) as Ledger;
    const expected = Object.fromEntries(Object.entries(findings).map(([key, each]) => [key, each.hits]));
    if (whole) expect(hits).toEqual(expected);
    else expect(Object.keys(expected)).toEqual(expect.arrayContaining(Object.keys(hits)));
    for (const [key, each] of Object.entries(findings)) expect(each.read, key).toBeTruthy();
  });
});
