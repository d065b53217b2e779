import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareKeys, type GroupKeyValues, keyText } from '../../../../src/exec/groups/group-keys.js';
import { GroupTable } from '../../../../src/exec/groups/group-table.js';
import { TextNumbers } from '../../../../src/exec/groups/text-numbers.js';
import type { Scalar } from '../../../../src/values/value.js';

const scalar = fc.oneof(
  fc.constantFrom('', 'a', 'b', 'ab', '1', '10', '\u0000', 'é', '\u{1f600}', '\uff5e'),
  fc.constantFrom(1, 10, 2.5, 0, -0, 1e21, 1767225600.123, 0.1 + 0.2, Number.NaN, Number.POSITIVE_INFINITY),
  fc.string({ maxLength: 3 }),
);

describe('GroupTable', () => {
  test('finds and orders groups as a map of their texts does', () => {
    fc.assert(
      fc.property(fc.nat(3), fc.array(fc.array(scalar, { minLength: 3, maxLength: 3 })), (width, rows) => {
        // Texts of others, which are in between and behind.
        const texts = new TextNumbers();
        for (const other of ['b', 'zz', '\u{1f600}']) texts.numberOf(other);
        const table = new GroupTable(width, texts);
        const held: number[][] = [];
        const reused: Scalar[] = [];
        const map = new Map<string, { key: GroupKeyValues; rows: number[] }>();
        rows.forEach((row, index) => {
          const key = row.slice(0, width);
          // The table holds no list that it is given.
          reused.splice(0, width, ...key);
          const known = table.get(reused);
          if (known === undefined) held[table.add(reused)] = [index];
          else held[known]!.push(index);
          const text = keyText(key);
          const same = map.get(text);
          if (same === undefined) map.set(text, { key, rows: [index] });
          else same.rows.push(index);
        });
        const expected = [...map.values()].sort((a, b) => compareKeys(a.key, b.key));
        expect(table.size).toBe(expected.length);
        for (let n = 0; n < 40; n++) texts.numberOf(`later ${n}`);
        const sorted = Array.from(table.sorted(), (group) => [table.keyOf(group), held[group]]);
        expect(sorted).toEqual(expected.map((each) => [each.key, each.rows]));
      }),
    );
  });

  test('grows with its groups', () => {
    const table = new GroupTable(2);
    for (let n = 0; n < 5_000; n++) expect(table.add([String(n % 70), String(n)])).toBe(n);
    for (let n = 0; n < 5_000; n++) expect(table.get([String(n % 70), String(n)])).toBe(n);
    expect(table.get(['1', '2'])).toBeUndefined();
    expect(table.get(['never seen', '2'])).toBeUndefined();
  });

  test('gives back the numbers and texts of wide keys as they came first', () => {
    const table = new GroupTable(40);
    const keys = Array.from({ length: 200 }, (_, n) =>
      Array.from({ length: 40 }, (_, at): Scalar => ((n >> (at % 8)) % 2 === 0 ? n + at : String(n + at))),
    );
    const wide = keys.map((key) => table.get(key) ?? table.addSought(key));
    expect(wide.map((group) => table.keyOf(group))).toEqual(keys);
  });
});
