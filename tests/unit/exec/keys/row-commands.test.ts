import { expect, test } from 'vitest';
import { search } from '../../../../src/index.js';

const events = [
  { u: 'a', p: 'x/..', n: '1' },
  { u: ['a', 'b'], p: 'y', n: '2' },
  { u: 'c', n: '3' },
  { u: 'b', p: 'x/../..', n: '4' },
  { u: 'b', p: ['x/..', 'z'], n: '5' },
];
const lookups = {
  kinds: [
    { name: 'x/..', kind: 'climbs' },
    { name: 'y', kind: 'stays' },
  ],
};

test.each([
  ['stats count by u, p | where p="y"', ['a y 1', 'b y 1']],
  ['stats count by u, p | eval d=mvcount(split(p,"..")) - 1 | search d > 1', ['b x/../.. 1']],
  ['stats count by u, p | rename p as q, u as p | eval u=p | search q="x*" p=a', ['a x/.. 1']],
  ['stats count by u, p | rex field=p "^(?<first>.)/" | where first="x" AND u="a"', ['a x/.. 1']],
  ['stats count by u, p | lookup kinds name as p OUTPUT kind | where kind="climbs"', ['a x/.. 1', 'b x/.. 1']],
  ['fillnull value=none p | stats count by u, p | search p=none', ['c none 1']],
])('%s', async (spl, expected) => {
  const { rows } = await search(spl, events, { lookups });
  const found = rows.map((row) => `${row['u']} ${row['q'] ?? row['p']} ${row['count']}`);
  expect(found).toEqual(expected);
});

test('a table that is missing is reported, and nothing comes out', async () => {
  const { rows, diagnostics } = await search(
    'stats count by u | lookup none name as u OUTPUT kind | where kind="x"',
    events,
  );
  expect(rows).toEqual([]);
  expect(diagnostics.map(({ code }) => code)).toEqual(['unknown-lookup']);
});
