import { expect, test } from 'vitest';
import type { DatasetViews } from '../../../src/exec/context.js';
import { createMemorySources } from '../../../src/exec/memory-sources.js';
import { Event } from '../../../src/values/event.js';

const allTime = { earliest: Number.NEGATIVE_INFINITY, latest: Number.POSITIVE_INFINITY };

async function rowsOf(batches: AsyncIterable<readonly Event[]>): Promise<Event[]> {
  const rows: Event[] = [];
  for await (const batch of batches) rows.push(...batch);
  return rows;
}

test('each scan gets events of its own, the input is read once', async () => {
  let reads = 0;
  async function* events(): AsyncIterable<Event> {
    reads++;
    yield Event.of([['a', '1']]);
  }
  const sources = createMemorySources({ events: events() });
  const [first] = await rowsOf(sources.events(allTime));
  first!.set('a', 'changed');
  const [second] = await rowsOf(sources.events(allTime));
  expect(second!.get('a')).toBe('1');
  expect(reads).toBe(1);
});

test('an event without a time is in every range', async () => {
  const sources = createMemorySources({
    events: [Event.of([['_time', 5]]), Event.of([['_time', 10]]), Event.of([['a', '1']])],
  });
  const rows = await rowsOf(sources.events({ earliest: 5, latest: 10 }));
  expect(rows.map((row) => row.get('_time'))).toEqual([5, null]);
});

test('without rows for a model the views say which events are members', async () => {
  const views: DatasetViews = {
    view: (model) =>
      model !== 'Web'
        ? undefined
        : {
            keyOf: (written) => written.replace(/^Web\./, ''),
            mayHold: () => true,
            writtenName: (key) => `Web.${key}`,
            members: (event) => (event.get('tag') === 'web' ? [event] : []),
            eachMember: () => {},
          },
    names: () => [{ model: 'Web', dataset: 'Web' }],
    properName: (model, dataset) => ({ model, dataset }),
  };
  const events = [
    Event.of([
      ['tag', 'web'],
      ['url', '/a'],
    ]),
    Event.of([['tag', 'dns']]),
  ];
  const sources = createMemorySources({ events, views, dataModels: { 'Email.All_Email': [{ src: 'x' }] } });
  const web = sources.dataset('Web', 'Web')!;
  expect((await rowsOf(web.rows(allTime, false))).map((row) => row.get(web.keyOf('Web.url')))).toEqual(['/a']);
  expect(sources.dataset('Nothing', undefined)).toBeUndefined();
  const email = sources.dataset('email', 'all_email')!;
  expect(email.keyOf('all_email.src')).toBe('src');
  expect(await rowsOf(email.rows(allTime, false))).toHaveLength(1);
});
