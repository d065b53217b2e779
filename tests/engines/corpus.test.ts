import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { Knowledge } from '../../src/api/knowledge.js';
import { readSettings } from '../../src/api/options.js';
import { rowOf } from '../../src/api/plain-events.js';
import { prepareSearches } from '../../src/api/run-searches.js';
import { createCatalogLookups } from '../../src/exec/catalog-lookups.js';
import { joinedTables, loadEngine } from '../../src/node/engine-load.js';
import { loadContent } from '../../src/node/load-content.js';
import { loadKnowledge } from '../../src/node/load-knowledge.js';
import { portContent } from '../../src/node/port-content.js';
import { readEvents } from '../../src/node/read-events.js';
import { allRows } from '../../src/sql/run/engine.js';
import { differenceOf } from '../../src/sql/verify.js';
import { engines } from './engines.js';

const shared = fileURLToPath(new URL('../../../shared/', import.meta.url));
const corpus = `${shared}corpus/escu`;
/** `ESCUDO_EVENTS=all` takes the Windows logs too and runs every detection, for a quarter of an hour. */
const all = process.env['ESCUDO_EVENTS'] === 'all';
const inputs = ['samples', 'attack_data', 'cloud', 'network', ...(all ? ['windows'] : [])].map(
  (name) => `${shared}data/events/${name}`,
);
const present = existsSync(corpus) && inputs.every(existsSync);
if (!present) console.warn('Skipped: the shared corpus and events are not there.');

/** Grades of the detections of the corpus, and the number of refusals by reason. */
interface Grades {
  readonly equivalent: number;
  readonly caveats: number;
  readonly refused: Readonly<Record<string, number>>;
}
const ledgerFile = fileURLToPath(new URL('ledger.json', import.meta.url));
const ledger = JSON.parse(readFileSync(ledgerFile, 'utf8')) as Record<string, { corpus: Grades }>;

const { settings } = readSettings({ now: 1_700_000_000 });
/** Share of detections that have to have SQL, and how many of the detections without rows are run: each so many-th. */
const demands = { duckdb: { goal: 0.95, every: 1 }, clickhouse: { goal: 0.9, every: all ? 1 : 10 } };

describe.skipIf(!present)('the corpus', () => {
  const loading = (async () => {
    if (!present) throw new Error('There is no corpus.');
    const content = await loadContent({ rules: [`${corpus}/detections`], content: corpus });
    const knowledge = new Knowledge((await loadKnowledge([])).files, settings);
    return { content, knowledge, lookups: createCatalogLookups(content.catalog) };
  })();
  loading.catch(() => {});
  const open = () => readEvents(inputs, { timeZone: 'UTC' });

  /** What escudo itself finds, once for all engines. */
  let outcomes: ReturnType<ReturnType<typeof prepareSearches>['run']> | undefined;
  async function builtin() {
    const { content, knowledge, lookups } = await loading;
    const requests = content.detections.map(({ search }) => ({ search, start: 'search' as const, settings }));
    outcomes ??= prepareSearches(requests, { catalog: content.catalog, lookups, knowledge }).run(open);
    return outcomes;
  }

  describe.each(engines)('in the SQL of $dialect.title', ({ dialect, there, open: openDatabase }) => {
    const { goal, every } = demands[dialect.id];
    const porting = loading.then(({ content, knowledge, lookups }) =>
      portContent(content, knowledge, lookups, settings, dialect, undefined, settings.now),
    );
    porting.catch(() => {});

    test('is graded as the ledger says', { timeout: 120_000 }, async () => {
      const ported = await porting;
      const refused: Record<string, number> = {};
      for (const { port } of ported)
        if (port.grade === 'refused') refused[port.reason] = (refused[port.reason] ?? 0) + 1;
      const count = (grade: string): number => ported.filter(({ port }) => port.grade === grade).length;
      const found = { equivalent: count('equivalent'), caveats: count('caveats'), refused };
      expect((found.equivalent + found.caveats) / ported.length).toBeGreaterThanOrEqual(goal);
      if (process.env['UPDATE_LEDGER'] === '1' && !process.env['CI']) {
        const before = JSON.parse(readFileSync(ledgerFile, 'utf8')) as typeof ledger;
        const known = { ...before[dialect.id], corpus: found };
        writeFileSync(ledgerFile, `${JSON.stringify({ ...before, [dialect.id]: known }, null, 2)}\n`);
      } else expect(found).toEqual(ledger[dialect.id]?.corpus);
    });

    test.skipIf(!there)('gives the same rows over published logs', { timeout: 3_000_000 }, async () => {
      const { knowledge, lookups } = await loading;
      const ported = await porting;
      const { database, close } = await openDatabase();
      try {
        const wanted = joinedTables(ported.map(({ candidate }) => candidate.tables));
        const loaded = await loadEngine(database, open(), { knowledge, lookups, wanted });
        expect(loaded?.left).toBe(0);
        const found = await builtin();
        const different: string[] = [];
        let fired = 0;
        for (const [index, { detection, port }] of ported.entries()) {
          const outcome = found[index]!;
          if (port.grade === 'refused' || outcome.state !== 'done') continue;
          if (outcome.rows.length === 0 && index % every !== 0) continue;
          const difference = differenceOf(outcome.rows.map(rowOf), await allRows(database, port), true);
          if (difference !== undefined) different.push(`${detection.fileName}: ${difference}`);
          else if (outcome.rows.length > 0) fired++;
        }
        expect(different).toEqual([]);
        // Equal nothings prove little: so many detections must have rows.
        expect(fired).toBeGreaterThanOrEqual(all ? 100 : 40);
      } finally {
        await close();
      }
    });
  });
});
