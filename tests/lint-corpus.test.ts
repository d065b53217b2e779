import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkContent } from '../src/node/check-content.js';

const corpus = new URL('../../shared/corpus/escu', import.meta.url).pathname;
const ledger = new URL('./corpus/lint.json', import.meta.url).pathname;

interface Ledger {
  readonly findings: Readonly<Record<string, { readonly hits: number; readonly read?: string }>>;
}

describe.skipIf(!existsSync(corpus))('lint over the published corpus (skipped where ../shared is absent)', () => {
  it('finds what the ledger says, per rule', async () => {
    const { report } = await checkContent({ paths: [corpus], today: '2026-06-01', jobs: 1 });
    const hits: Record<string, number> = {};
    for (const { code, severity } of report.findings)
      hits[`${severity} ${code}`] = (hits[`${severity} ${code}`] ?? 0) + 1;
    const { findings } = JSON.parse(readFileSync(ledger, 'utf8')) as Ledger;
    const expected = Object.fromEntries(Object.entries(findings).map(([key, each]) => [key, each.hits]));
    expect(hits).toEqual(expected);
    for (const [key, each] of Object.entries(findings)) expect(each.read, key).toBeTruthy();
  }, 120_000);
});
