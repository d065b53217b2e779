import fc from 'fast-check';
import { expect, test } from 'vitest';
import { search } from '../../src/index.js';

const one = fc.constantFrom('1', '2', '3', 'v', 'w');
const value = fc.oneof({ weight: 4, arbitrary: one }, fc.uniqueArray(one, { minLength: 2, maxLength: 3 }));
const row = fc.record({ g: value, h: value, x: value, n1: one, n2: one }, { requiredKeys: [] });
const call = fc
  .tuple(
    fc.constantFrom('count', 'sum', 'avg', 'max', 'dc', 'values', 'list', 'stdev', 'perc90', 'earliest'),
    fc.constantFrom('x', 'n1'),
    fc.constantFrom('r', 's', 'x', 'n2'),
  )
  .map(([name, of, as]) => ({ text: `${name}(${of}) as ${as}`, as }));
const calls = fc.uniqueArray(call, { selector: ({ as }) => as, minLength: 1, maxLength: 3 });
const by = fc.subarray(['g', 'h']);
const pattern = fc.constantFrom(undefined, 'sum(n*) as total_*', 'max(n*) as n*');

test('eventstats puts on each row what stats says of its first group', async () => {
  let written = 0;
  let removed = 0;
  const check = fc.asyncProperty(
    calls,
    pattern,
    by,
    fc.array(row, { maxLength: 15 }),
    async (columns, several, keys, given) => {
      const events = given.map((each, number) => ({ ...each, _time: String(1_700_000_000 + number), at: `${number}` }));
      const texts = [...columns.map(({ text }) => text), ...(several === undefined ? [] : [several])];
      const clause = `${texts.join(' ')}${keys.length === 0 ? '' : ` by ${keys.join(' ')}`}`;
      const [annotated, grouped] = await Promise.all(
        [`eventstats ${clause}`, `stats ${clause}`].map(async (text) => (await search(text, events)).rows),
      );
      expect(annotated!.length).toBe(events.length);
      // With a name that a column takes, too, none is made for it.
      const names = new Set([...columns.map(({ as }) => as), ...grouped!.flatMap((each) => Object.keys(each))]);
      for (const key of keys) names.delete(key);
      for (const annotatedRow of annotated!) {
        const event = events.find(({ at }) => at === annotatedRow['at'])! as Record<string, string | string[]>;
        const first = keys.map((key) => (Array.isArray(event[key]) ? event[key][0] : event[key]));
        const expected = { ...event };
        if (!first.includes(undefined)) {
          const group = grouped!.find((each) => keys.every((key, place) => each[key] === first[place]));
          for (const name of names) {
            const result = group?.[name];
            if (result !== undefined) {
              expected[name] = result as string;
              written++;
            } else if (columns.some(({ as }) => as === name)) {
              if (name in expected) removed++;
              delete expected[name];
            }
          }
        }
        expect(annotatedRow).toEqual(expected);
      }
    },
  );
  await fc.assert(check, { numRuns: 1_000 });
  expect(written).toBeGreaterThan(2_000);
  expect(removed).toBeGreaterThan(50);
});
