import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConformanceCase } from '../../src/testing/conformance.js';
import { searches } from './arbitrary/commands.js';
import { lookupDefinitions, lookups } from './arbitrary/lookups.js';
import { events, type Row } from './arbitrary/rows.js';
import { processes, tstatsSearches } from './arbitrary/tstats.js';
import { CaseEngine, comparedCase, runCase } from './conformance-engine.js';
import { engines } from './engines.js';

/** More searches, others: `ESCUDO_SEARCHES=5000 ESCUDO_SEED=7`. */
const seed = Number(process.env['ESCUDO_SEED'] ?? 1);
const asked = Number(process.env['ESCUDO_SEARCHES'] ?? 0);
const runs = { duckdb: asked || 150, clickhouse: asked || 40 };

function caseOf(spl: string, input: readonly Row[], rows: readonly Row[]): ConformanceCase {
  return comparedCase(spl, spl, input, {
    now: 1_700_000_000,
    lookups,
    lookupDefinitions,
    dataModels: { 'Endpoint.Processes': rows },
  } as ConformanceCase['options']);
}

describe.each(engines)('$dialect.title', ({ dialect, there, open }) => {
  describe.skipIf(!there)('gives the rows of the built-in engine where a port is equivalent', () => {
    let opened: Awaited<ReturnType<typeof open>>;
    let engine: CaseEngine;
    beforeAll(async () => {
      opened = await open();
      engine = new CaseEngine(opened.database, dialect);
    }, 60_000);
    afterAll(() => opened?.close(), 60_000);

    test.each([
      ['of commands', searches, events, fc.constant([])],
      ['of tstats', tstatsSearches, fc.constant([]), processes],
    ] as const)('for searches %s', { timeout: 600_000 }, async (_, pipelines, inputs, models) => {
      let compared = 0;
      const bounded: string[] = [];
      const property = fc.asyncProperty(pipelines, inputs, models, async (commands, input, rows) => {
        const spl = commands.join(' | ');
        const outcome = await runCase(caseOf(spl, input, rows), engine);
        if (outcome.state === 'same') compared++;
        const { state, reason } = outcome;
        // Where there is a caveat the rows may differ, and a search of the engine's own may fail.
        if (outcome.state === 'bounded') bounded.push(`${outcome.reason}: ${spl}`);
        else if (outcome.grade === 'equivalent') expect({ state, reason }).toEqual({ state: 'same', reason: '' });
      });
      await fc.assert(property, { seed, numRuns: runs[dialect.id] });
      for (const each of bounded) console.warn(`Not compared, it takes more than a test may (${each}).`);
      expect(compared).toBeGreaterThan(runs[dialect.id] / 4);
    });
  });
});
