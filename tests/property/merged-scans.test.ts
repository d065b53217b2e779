import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Knowledge } from '../../src/api/knowledge.js';
import { readSettings } from '../../src/api/options.js';
import type { SearchRequest } from '../../src/api/run-searches.js';
import { Catalog } from '../../src/content/catalog.js';
import type { RawEvent } from '../../src/events/raw-event.js';
import { loadContent } from '../../src/node/content/load-content.js';
import { EventFeed } from '../../src/node/events/event-feed.js';
import { loadKnowledge } from '../../src/node/knowledge/load-knowledge.js';
import { createSource } from '../../src/source/source.js';
import ledger from '../corpus/events-run.json' with { type: 'json' };
import { corpusPresent } from '../corpus/published.js';
import { expectSame, rawOf } from './both-engines.js';

const { settings } = readSettings({ now: 1_767_225_600 });

const values = [
  'a',
  'A',
  'ab',
  'b',
  'a b',
  '',
  'x*',
  '10.0.0.1',
  '1',
  '01',
  'İ',
  'ς',
  'Σ',
  'a\nb',
  '&amp;',
  '0',
] as const;
const fields = ['f', 'g', 'EventCode', 'sourcetype', 'source', 'index'] as const;
const value = fc.constantFrom(...values);
const written = fc.constantFrom(
  'a',
  '"a b"',
  'A*',
  '*b',
  '*',
  '"*a*"',
  '10.0.0.0/8',
  '1',
  'CASE(A)',
  '"&amp;"',
  '"&"',
  'ς',
  '"i̇"',
  '""',
  '*x*',
);
const term = fc.oneof(
  fc.tuple(fc.constantFrom(...fields), fc.constantFrom('=', '!=', '<', '>='), written).map((parts) => parts.join('')),
  fc
    .tuple(fc.constantFrom(...fields), fc.array(written, { minLength: 1, maxLength: 4 }))
    .map(([field, list]) => `${field} IN (${['b', ...list.filter((each) => !each.startsWith('CASE'))].join(', ')})`),
  fc.constantFrom('a', '"a b"', 'a*', 'TERM(a)', 'CASE(A)', '*b*', '[search f=a | fields g]'),
);
const leaf: fc.Arbitrary<string> = term;
const condition = fc.oneof(
  leaf,
  fc.array(leaf, { minLength: 2, maxLength: 3 }).map((list) => `(${list.join(' ')})`),
  fc.array(leaf, { minLength: 2, maxLength: 3 }).map((list) => `(${list.join(' OR ')})`),
  fc.tuple(leaf, leaf).map(([a, b]) => `NOT (${a} OR NOT ${b})`),
  fc.tuple(leaf, leaf, leaf).map(([a, b, c]) => `${a} (${b} OR (NOT ${c}))`),
  fc.tuple(leaf, leaf, leaf).map(([a, b, c]) => `NOT ${a} OR (${b} ${c})`),
);
const searches = fc
  .tuple(
    condition,
    fc.constantFrom(
      '',
      '| where f="a"',
      '| search g=*',
      '| stats count by f',
      '| stats count values(g) as v by f, EventCode | rename f as h | eval k=h."x" | search k=a* OR EventCode=1 | where count>0',
      '| stats count min(EventCode) as m by f | eval n=if(m=1, f, "none") | where n!="none" | where len(f)<2',
      '| stats count as f by g | where f>1 OR g="a"',

      '| append [search f=b]',
      '| head 2',
      '| eval f=g | search f=a',
    ),
  )
  .map(([first, rest]) => `${first} ${rest}`);
const text = fc.oneof(value, fc.array(value, { minLength: 1, maxLength: 3 }));
const events = fc.array(
  fc.record(
    { f: text, g: text, EventCode: text, sourcetype: value, source: value, index: value },
    { requiredKeys: [] },
  ),
  {
    maxLength: 12,
  },
);

describe('searches that share a pass give what they give alone', () => {
  test('whatever they ask for', async () => {
    const catalog = new Catalog();
    const knowledge = new Knowledge({ sources: [], datamodels: [] }, settings);
    let rows = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(searches, { minLength: 1, maxLength: 24, size: 'max' }),
        events,
        async (list, given) => {
          const requests = list.map(
            (spl): SearchRequest => ({ search: createSource('<test>', spl), start: 'search', settings }),
          );
          const raws = given.map(rawOf);
          rows += await expectSame(requests, catalog, knowledge, [raws.slice(0, 5), raws.slice(5)]);
        },
      ),
      { numRuns: 120 },
    );
    expect(rows).toBeGreaterThan(500);
  });

  test.skipIf(!corpusPresent)(
    'detections of the corpus, chosen at random, over published logs',
    async () => {
      const shared = (path: string): string => fileURLToPath(new URL(`../../../shared/${path}`, import.meta.url));
      const content = await loadContent({ rules: [shared('corpus/escu')] });
      const { files } = await loadKnowledge();
      const knowledge = new Knowledge(files, settings);
      const logs = shared('data/events/escu_example_logs.ndjson');
      expect(existsSync(logs)).toBe(true);
      const feed = new EventFeed([logs], { timeZone: settings.timeZone, strict: false });
      const batches: (readonly RawEvent[])[] = [];
      for await (const batch of feed.open()) batches.push(batch);
      const all = content.detections.map(
        (each): SearchRequest => ({ search: each.search, start: 'search', settings: { ...settings } }),
      );
      // Most detections are quiet over any log; the ledger names those that are not over some.
      const fires = all.filter(({ search }) => (/([^/]+)\.yml/.exec(search.name)?.[1] ?? '') in ledger.fired);
      expect(fires.length).toBeGreaterThan(100);
      let rows = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.shuffledSubarray(fires, { minLength: 20, maxLength: 30 }),
          fc.shuffledSubarray(all, { minLength: 20, maxLength: 40 }),
          async (some, others) => {
            const requests = [...new Set([...some, ...others])];
            rows += await expectSame(requests, content.catalog, knowledge, batches);
          },
        ),
        { numRuns: 1 },
      );
      expect(rows).toBeGreaterThan(0);
    },
    300_000,
  );
});
