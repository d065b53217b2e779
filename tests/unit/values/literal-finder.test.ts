import { describe, expect, test } from 'vitest';
import { LiteralFinder } from '../../../src/values/literal-finder.js';

function found(finder: LiteralFinder, text: string): number[] {
  const numbers = finder.find(text);
  return [...numbers.subarray(0, finder.count)].sort((a, b) => a - b);
}

/** Numbers below a bound, always the same ones. */
function counter(): (below: number) => number {
  let state = 7;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
}

describe('LiteralFinder', () => {
  test('finds literals inside of others and across their ends', () => {
    const finder = new LiteralFinder(['he', 'she', 'his', 'hers', 'ers', 's']);
    expect(found(finder, 'ushers')).toEqual([0, 1, 3, 4, 5]);
    expect(found(finder, 'hhis')).toEqual([2, 5]);
    expect(found(finder, 'h')).toEqual([]);
    expect(found(finder, '')).toEqual([]);
  });

  test('finds literals beyond ASCII, and those broken off by a unit of none', () => {
    const finder = new LiteralFinder(['é', 'aéb', 'ab', 'b€']);
    expect(found(finder, 'xaéb€')).toEqual([0, 1, 3]);
    expect(found(finder, 'aéxab')).toEqual([0, 2]);
    expect(found(finder, 'a\u{1F600}b')).toEqual([]);
  });

  test('finds what includes() finds, with few literals and with more than the table of shallow nodes has room for', () => {
    const random = counter();
    for (const letters of ['ab', 'abcdé', 'abcdefghijklmnopqrstuvwxyz0123456789\\:. -é']) {
      const word = (length: number): string => Array.from({ length }, () => letters[random(letters.length)]!).join('');
      for (const count of [1, 4, 60, 900]) {
        const literals = [...new Set(Array.from({ length: count }, () => word(1 + random(6))))];
        const finder = new LiteralFinder(literals);
        for (let round = 0; round < 20; round++) {
          const text = Array.from({ length: 3 }, () => literals[random(literals.length)]! + word(random(4))).join('');
          const expected = literals.flatMap((literal, number) => (text.includes(literal) ? [number] : []));
          expect(found(finder, text)).toEqual(expected);
        }
      }
    }
  });
});
