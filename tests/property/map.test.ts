import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Knowledge } from '../../src/api/knowledge.js';
import { readSettings } from '../../src/api/options.js';
import { prepare } from '../../src/api/run.js';
import type { SearchRequest } from '../../src/api/run-searches.js';
import { Catalog } from '../../src/content/catalog.js';
import { createSource } from '../../src/source/source.js';
import { expectSame, rawOf } from './both-engines.js';

const { settings } = readSettings({ now: 1_767_225_600 });
const catalog = new Catalog({});
const knowledge = new Knowledge({ sources: [], datamodels: [] }, settings);

const inner = fc.constantFrom(
  'search a=$a$',
  'search a=$a$ NOT b=2',
  'search a=$a$ OR b=$b$ | eval from=$a$',
  'search b=$a$ | append [search a=$b$] | stats count by a',
  'search b=2 [search a=$a$ | fields b]',
  'search a=$a$ | join a [search b=$a$ | fields a n]',
  'search a=$a$ | map search=\\"search b=$$b$$ a=$a$\\"',
  'search * | head 2 | eval from=$b$',
  'makeresults | eval a=$a$',
);
const outer = fc.constantFrom('search a=*', 'search b=1', 'search * | dedup a', 'search a=1 | appendpipe [MAP]');
const search = fc.tuple(outer, inner, fc.integer({ min: 1, max: 4 })).map(([first, template, most]) => {
  const map = `map search="${template.startsWith('makeresults') ? `| ${template}` : template}" maxsearches=${most}`;
  return first.includes('MAP') ? first.replace('MAP', map) : `${first} | ${map}`;
});
const value = fc.constantFrom('1', '2', '3');
const event = fc.record({ a: value, b: value, n: value }, { requiredKeys: [] });

test('searches that map makes find the same whether their conditions are tested early or by themselves', async () => {
  let rows = 0;
  const check = fc.asyncProperty(
    fc.array(search, { minLength: 1, maxLength: 3 }),
    fc.array(event, { maxLength: 8 }),
    async (texts, events) => {
      const requests = texts.map((text): SearchRequest => {
        expect(prepare(createSource('x', text), catalog, settings, 'search').plan, text).toBeDefined();
        return { search: createSource('x', text), start: 'search', settings };
      });
      const batches = [events.map((each, line) => rawOf({ ...each } as object, line))];
      rows += await expectSame(requests, catalog, knowledge, batches);
    },
  );
  await fc.assert(check, { numRuns: 500 });
  expect(rows).toBeGreaterThan(800);
});
