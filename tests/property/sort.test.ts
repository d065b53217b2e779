import fc from 'fast-check';
import { expect, test } from 'vitest';
import { search } from '../../src/index.js';

const word = fc.constantFrom('a', 'B', 'b', 'unknown', '\uffff', '\u{1f600}');
const number = fc.constantFrom('10', '9', '-1', '-10', '0.5', '1e3', '9.0');
const address = fc.constantFrom('10.0.0.1', '9.255.0.1', '192.168.0.9', '192.168.0.10');

/** Values of one kind, in order; those in one list are equal. Of pairs of different kinds the published order contradicts itself. */
const orders: Readonly<Record<string, readonly (readonly string[])[]>> = {
  number: [['-10'], ['-1'], ['0.5'], ['9', '9.0'], ['10'], ['1e3']],
  address: [['9.255.0.1'], ['10.0.0.1'], ['192.168.0.9'], ['192.168.0.10']],
  word: [['B'], ['a'], ['b'], ['unknown'], ['\uffff'], ['\u{1f600}']],
};
const fields = { n: 'number', ip: 'address', w: 'word' } as const;
type Row = Partial<Record<keyof typeof fields, string>>;

const row = fc.record({ n: number, ip: address, w: word }, { requiredKeys: [] });
const key = fc.record({ field: fc.constantFrom<keyof typeof fields>('n', 'ip', 'w'), descending: fc.boolean() });
const keys = fc.uniqueArray(key, { selector: ({ field }) => field, minLength: 1 });

function rankOf(field: keyof typeof fields, given: Row): number | undefined {
  const value = given[field];
  return value === undefined ? undefined : orders[fields[field]]!.findIndex((same) => same.includes(value));
}

test('sort gives the first rows of all of them in order, and equal rows as they came', async () => {
  let left = 0;
  const check = fc.asyncProperty(
    keys,
    fc.boolean(),
    fc.integer({ min: 0, max: 12 }),
    fc.array(row, { maxLength: 60 }),
    async (by, reversed, count, given) => {
      const events = given.map((each, at) => ({ ...each, at: `${at}` }));
      const compare = (a: Row, b: Row): number => {
        for (const { field, descending } of by) {
          const one = rankOf(field, a);
          const other = rankOf(field, b);
          if (one === other) continue;
          if (one === undefined || other === undefined) return one === undefined ? 1 : -1;
          return descending === reversed ? one - other : other - one;
        }
        return 0;
      };
      const sorted = [...events].sort(compare);
      const expected = count === 0 ? sorted : sorted.slice(0, count);
      const list = by.map(({ field, descending }) => `${descending ? '-' : ''}${field}`).join(' ');
      const { rows } = await search(`sort ${count} ${list}${reversed ? ' desc' : ''}`, events);
      expect(rows.map(({ at }) => at)).toEqual(expected.map(({ at }) => at));
      if (sorted.length > expected.length * 3 && expected.length > 0) left++;
    },
  );
  await fc.assert(check, { numRuns: 1_000 });
  expect(left).toBeGreaterThan(50);
});

test('a sort that leaves rows out by default says so, one that was asked to does not', async () => {
  const events = Array.from({ length: 30 }, (_, at) => ({ n: `${at % 7}`, at: `${at}` }));
  const options = { limits: { sortRows: 4 } };
  const byDefault = await search('sort -n', events, options);
  expect(byDefault.rows.map(({ at }) => at)).toEqual(['6', '13', '20', '27']);
  expect(byDefault.diagnostics.map(({ message }) => message)).toEqual([expect.stringContaining('sortRows of 4')]);
  const asked = await search('sort 4 -n', events, options);
  expect(asked.rows).toEqual(byDefault.rows);
  expect(asked.diagnostics).toEqual([]);
});
