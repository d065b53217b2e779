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
import { DuckDbDatabase, type DuckDbModule } from '../../src/sql/run/duckdb.js';
import { allRows } from '../../src/sql/run/engine.js';
import { differenceOf } from '../../src/sql/verify.js';

const shared = fileURLToPath(new URL('../../../shared/', import.meta.url));
const corpus = `${shared}corpus/escu`;
const inputs = ['samples', 'attack_data', 'cloud', 'network'].map((name) => `${shared}data/events/${name}`);
const present = existsSync(corpus) && inputs.every(existsSync);
if (!present) console.warn('Skipped: the shared corpus and events are not there.');

/** Grades of the detections of the corpus, and the number of refusals by reason. */
interface Grades {
  readonly equivalent: number;
  readonly caveats: number;
  readonly refused: Readonly<Record<string, number>>;
}
const ledgerFile = fileURLToPath(new URL('ledger.json', import.meta.url));
const ledger = JSON.parse(readFileSync(ledgerFile, 'utf8')) as { readonly corpus: Grades };

async function engine(): Promise<DuckDbModule | undefined> {
  try {
    const name = '@duckdb/node-api';
    return (await import(name)) as DuckDbModule;
  } catch {
    return undefined;
  }
}
const module = await engine();

describe.skipIf(!present)('the corpus', () => {
  const { settings } = readSettings({ now: 1_700_000_000 });
  const loading = (async () => {
    if (!present) throw new Error('There is no corpus.');
    const content = await loadContent({ rules: [`${corpus}/detections`], content: corpus });
    const knowledge = new Knowledge((await loadKnowledge([])).files, settings);
    const lookups = createCatalogLookups(content.catalog);
    return { content, knowledge, lookups, ported: await portContent(content, knowledge, lookups, settings) };
  })();
  loading.catch(() => {});

  test('is graded as the ledger says', { timeout: 120_000 }, async () => {
    const { ported } = await loading;
    const refused: Record<string, number> = {};
    for (const { port } of ported) if (port.grade === 'refused') refused[port.reason] = (refused[port.reason] ?? 0) + 1;
    const count = (grade: string): number => ported.filter(({ port }) => port.grade === grade).length;
    const found = { equivalent: count('equivalent'), caveats: count('caveats'), refused };
    if (process.env['UPDATE_LEDGER'] === '1' && !process.env['CI'])
      writeFileSync(ledgerFile, `${JSON.stringify({ ...ledger, corpus: found }, null, 2)}\n`);
    else expect(found).toEqual(ledger.corpus);
  });

  test.skipIf(module === undefined)(
    'gives the same rows on DuckDB over published logs',
    { timeout: 900_000 },
    async () => {
      const { content, knowledge, lookups, ported } = await loading;
      const open = () => readEvents(inputs, { timeZone: 'UTC' });
      const database = await DuckDbDatabase.open(module!, { now: settings.now });
      try {
        const wanted = joinedTables(ported.map(({ candidate }) => candidate.tables));
        const loaded = await loadEngine(database, open(), { knowledge, lookups, wanted });
        expect(loaded?.left).toBe(0);
        const requests = ported.map(({ detection }) => ({
          search: detection.search,
          start: 'search' as const,
          settings,
        }));
        const outcomes = await prepareSearches(requests, { catalog: content.catalog, lookups, knowledge }).run(open);
        const different: string[] = [];
        let fired = 0;
        for (const [index, { detection, port }] of ported.entries()) {
          const outcome = outcomes[index]!;
          if (port.grade === 'refused' || outcome.state !== 'done') continue;
          const difference = differenceOf(outcome.rows.map(rowOf), await allRows(database, port), true);
          if (difference !== undefined) different.push(`${detection.fileName}: ${difference}`);
          else if (outcome.rows.length > 0) fired++;
        }
        expect(different).toEqual([]);
        // Equal nothings prove little: so many detections must have rows.
        expect(fired).toBeGreaterThanOrEqual(30);
      } finally {
        await database.close();
      }
    },
  );
});
