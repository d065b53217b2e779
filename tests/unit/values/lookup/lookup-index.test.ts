import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldCase } from '../../../../src/values/case-fold.js';
import { cidrContains, parseNetwork } from '../../../../src/values/ip.js';
import type { LookupMatch } from '../../../../src/values/lookup/lookup-column.js';
import { LookupIndex, type LookupMatching, type LookupTable } from '../../../../src/values/lookup/lookup-index.js';
import { compileWildcard } from '../../../../src/values/wildcard.js';

function matching(keys: Record<string, LookupMatch>, given: Partial<LookupMatching> = {}): LookupMatching {
  return {
    keys: Object.entries(keys).map(([field, match]) => ({ field, match })),
    caseSensitive: true,
    maxMatches: 100,
    minMatches: 0,
    defaultMatch: '',
    ...given,
  };
}

function fits(match: LookupMatch, cell: string, input: string, caseSensitive: boolean): boolean {
  const fold = caseSensitive ? (text: string) => text : foldCase;
  if (match === 'wildcard') return compileWildcard(cell, { caseSensitive })(input);
  const network = match === 'cidr' ? parseNetwork(cell) : null;
  return network === null ? fold(cell) === fold(input) : cidrContains(network, input);
}

/** Every row tried with every key. */
function scan(table: LookupTable, { keys, caseSensitive, maxMatches }: LookupMatching, inputs: readonly string[]) {
  const found: number[] = [];
  for (const [index, row] of table.rows.entries()) {
    const all = keys.every(({ field, match }, i) =>
      fits(match, row[table.fields.indexOf(field)] ?? '', inputs[i]!, caseSensitive),
    );
    if (all && found.length < maxMatches) found.push(index);
  }
  return found;
}

const unit = fc.constantFrom('a', 'b', 'A', '.');
const plain = fc.string({ unit, maxLength: 6 });
const pattern = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '*', '.'), maxLength: 6 });
const address = fc.oneof(
  fc
    .tuple(fc.constantFrom(10, 192), fc.constantFrom(0, 1, 128), fc.constantFrom(0, 255), fc.constantFrom(1, 2))
    .map((parts) => parts.join('.')),
  fc.constantFrom('2001:db8::1', '2001:0DB8:0::ff99', '::1', 'fe80::', 'a'),
);
const network = fc.oneof(
  fc
    .tuple(address, fc.constantFrom('', '/0', '/1', '/8', '/16', '/23', '/32', '/64', '/120', '/128'))
    .map(([a, p]) => a + p),
  fc.constant('a'),
);
const fields = ['e', 'f', 'v', 'w', 'n'];
const table: fc.Arbitrary<LookupTable> = fc
  .array(fc.tuple(plain, plain, pattern, pattern, network), { maxLength: 60 })
  .map((rows) => ({ fields, rows }));
const matchOf: Record<string, LookupMatch> = { e: 'exact', f: 'exact', v: 'wildcard', w: 'wildcard', n: 'cidr' };

describe('find', () => {
  for (const used of [['e'], ['v'], ['n'], ['e', 'f'], ['v', 'w'], ['w', 'e'], ['e', 'n', 'f'], ['n', 'v', 'f']]) {
    test(`equals a scan over ${used.map((field) => `${matchOf[field]!}(${field})`).join(' ')}`, () => {
      const inputsOf = fc.tuple(...used.map((field) => (field === 'n' ? address : plain)));
      fc.assert(
        fc.property(
          table,
          fc.array(inputsOf, { minLength: 1, maxLength: 8 }),
          fc.boolean(),
          fc.integer({ min: 1, max: 5 }),
          (given, queries, caseSensitive, maxMatches) => {
            const keys = Object.fromEntries(used.map((field) => [field, matchOf[field]!]));
            const how = matching(keys, { caseSensitive, maxMatches });
            const index = new LookupIndex(given, how);
            for (const inputs of [...queries, ...queries]) {
              expect(index.find(inputs)).toEqual(scan(given, how, inputs));
            }
          },
        ),
        { numRuns: 300 },
      );
    });
  }

  for (const used of [['e'], ['v'], ['w', 'e']]) {
    test(`of a time-based table equals a scan of the latest rows first, over ${used.join(' ')}`, () => {
      const time = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constant(Number.NaN));
      fc.assert(
        fc.property(
          table.chain((given) => fc.tuple(fc.constant(given), fc.array(time, { minLength: 60, maxLength: 60 }))),
          fc.array(fc.tuple(fc.tuple(...used.map(() => plain)), time), { minLength: 1, maxLength: 8 }),
          fc.integer({ min: 1, max: 5 }),
          fc.integer({ min: 0, max: 4 }),
          fc.integer({ min: 0, max: 12 }),
          ([given, rowTimes], queries, maxMatches, minOffset, maxOffset) => {
            const times = { rows: rowTimes.slice(0, given.rows.length), minOffset, maxOffset };
            const how = matching(Object.fromEntries(used.map((field) => [field, matchOf[field]!])), { maxMatches });
            const index = new LookupIndex(given, { ...how, times });
            for (const [inputs, at] of [...queries, ...queries]) {
              const fitting = scan(given, { ...how, maxMatches: 100 }, inputs)
                .filter((row) => at - rowTimes[row]! >= minOffset && at - rowTimes[row]! <= maxOffset)
                .sort((a, b) => rowTimes[b]! - rowTimes[a]! || a - b);
              expect(index.find(inputs, at)).toEqual(fitting.slice(0, maxMatches));
            }
          },
        ),
        { numRuns: 300 },
      );
    });
  }

  test('large tables of every shape of pattern', () => {
    const shapes = [
      (i: number) => `*\\tool${i}.exe`,
      (i: number) => `c:\\app${i}\\*`,
      (i: number) => `*secret${i}*`,
      (i: number) => `c:\\users\\*\\tool${i}\\*.dll`,
      (i: number) => `name${i}`,
    ];
    const rows = Array.from({ length: 5_000 }, (_, i) => [shapes[i % shapes.length]!(i)]);
    const big = { fields: ['p'], rows };
    const how = matching({ p: 'wildcard' }, { caseSensitive: false });
    const index = new LookupIndex(big, how);
    const inputs = ['C:\\x\\TOOL5.exe', 'c:\\app6\\secret17', 'c:\\users\\me\\tool8\\x.dll', 'name9', 'name', ''];
    for (const input of inputs) expect(index.find([input])).toEqual(scan(big, how, [input]));
    expect(index.find(['c:\\app6\\secret17'])).not.toEqual([]);
  });

  test('repeated cells in file order, cut at max_matches', () => {
    const users = { fields: ['user', 'group'], rows: ['bob', 'al', 'bob', 'bob'].map((user, i) => [user, `g${i}`]) };
    const index = new LookupIndex(users, matching({ user: 'exact' }, { maxMatches: 2 }));
    expect(index.find(['bob'])).toEqual([0, 2]);
    expect(index.cells(index.find(['bob']), 'group')).toEqual(['g0', 'g2']);
  });

  test('composite keys do not run together', () => {
    const two = {
      fields: ['a', 'b'],
      rows: [
        ['1', '11'],
        ['11', '1'],
        ['1:1', ''],
      ],
    };
    const index = new LookupIndex(two, matching({ a: 'exact', b: 'exact' }));
    expect(index.find(['11', '1'])).toEqual([1]);
    expect(index.find(['1', '11'])).toEqual([0]);
    expect(index.find(['1:1', ''])).toEqual([2]);
  });

  test('a key that is no column is a bug of the caller', () => {
    expect(() => new LookupIndex({ fields: ['a'], rows: [] }, matching({ b: 'exact' }))).toThrow('no column b');
  });
});

describe('cells', () => {
  const blank = { fields: ['k', 'v'], rows: [['1', ''], ['2', 'x'], ['2']] };

  test('empty cells are left out', () => {
    const index = new LookupIndex(blank, matching({ k: 'exact' }));
    expect(index.cells(index.find(['1']), 'v')).toEqual([]);
    expect(index.cells(index.find(['2']), 'v')).toEqual(['x']);
  });

  test('min_matches adds the default', () => {
    const index = new LookupIndex(blank, matching({ k: 'exact' }, { minMatches: 2, defaultMatch: 'false' }));
    expect(index.cells(index.find(['3']), 'v')).toEqual(['false', 'false']);
    expect(index.cells(index.find(['1']), 'v')).toEqual(['false']);
    expect(index.cells(index.find(['2']), 'v')).toEqual(['x']);
  });
});
