import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readEvents } from '../../src/node/events/read-events.js';
import { corpus, corpusPresent, logs, logsPresent, pairedDetections, whole } from '../corpus/published.js';
import { engines } from './engines.js';
import { holdLedger } from './hold-ledger.js';
import { countGrades, PublishedSearches } from './published-searches.js';

/** `ESCUDO_EVENTS=all` takes the Windows logs too and runs every detection in every engine. */
const all = process.env['ESCUDO_EVENTS'] === 'all';
const folders = ['samples', 'attack_data', 'cloud', 'network', ...(all ? ['windows'] : [])];

/** All detections and logs, or those that belong together. */
const given =
  whole || !logsPresent
    ? {
        files: [`${corpus}/detections`],
        logs: folders.map((name) => ({ path: `${logs}${name}`, defaults: undefined })),
      }
    : pairedDetections();
const present = corpusPresent && given.logs.every(({ path }) => existsSync(path));

async function* openLogs() {
  for (const { path, defaults } of given.logs) yield* readEvents([path], { timeZone: 'UTC', defaults });
}

/** Grades of the detections of the corpus, and the number of refusals by reason. */
const ledgerFile = fileURLToPath(new URL('ledger.json', import.meta.url));

/** Equal nothings prove little: so many detections must have rows. */
const leastFired = whole ? (all ? 100 : 40) : 13;
/** Share of detections that have to have SQL, and how many of the detections without rows are run: each so many-th. */
const demands = { duckdb: { goal: 0.95, every: 1 }, clickhouse: { goal: 0.9, every: all ? 1 : 10 } };

describe.skipIf(!present)('the corpus', () => {
  const loading = present ? PublishedSearches.load(given.files) : undefined;
  /** What escudo itself finds, once for all engines. */
  let outcomes: ReturnType<PublishedSearches['run']> | undefined;

  // At the same time in both engines: each has a process or threads of its own.
  describe.concurrent.each(engines)('in the SQL of $dialect.title', ({ dialect, there, open }) => {
    const { goal, every } = demands[dialect.id];

    const grading = async () => {
      const published = (await loading)!;
      const ported = await published.port(dialect, published.settings.now);
      const found = countGrades(ported);
      expect((found.equivalent + found.caveats) / ported.length).toBeGreaterThanOrEqual(goal);
      holdLedger(ledgerFile, [dialect.id, 'corpus'], found);
    };
    if (whole) test('is graded as the ledger says', grading);

    test.skipIf(!there)('gives the same rows over published logs', async () => {
      const published = (await loading)!;
      outcomes ??= published.run(openLogs);
      const found = await outcomes;
      const { database, close } = await open();
      try {
        const { different, fired } = await published.compare({ database, dialect }, openLogs, found, every);
        expect(different).toEqual([]);
        expect(fired).toBeGreaterThanOrEqual(leastFired);
      } finally {
        await close();
      }
    });
  });
});
