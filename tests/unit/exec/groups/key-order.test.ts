import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderOfKeys } from '../../../../src/exec/groups/key-order.js';

test('keys are in ascending order of the ranks of their numbers, and equal ones as they stand', () => {
  let many = 0;
  const check = fc.property(
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 0, max: 400 }),
    fc.array(fc.oneof(fc.nat(9), fc.nat(5_000), fc.nat(2 ** 31 - 1)), { minLength: 1, maxLength: 20 }),
    fc.integer(),
    (width, count, ranks, seed) => {
      let state = seed;
      const keys = Int32Array.from({ length: count * width }, () => {
        state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
        return (state >>> 8) % ranks.length;
      });
      const rankOf = (key: number, place: number): number => ranks[keys[key * width + place]!]!;
      const expected = Array.from({ length: count }, (_, key) => key).sort((a, b) => {
        for (let place = 0; place < width; place++) {
          const difference = rankOf(a, place) - rankOf(b, place);
          if (difference !== 0) return difference;
        }
        return 0;
      });
      expect([...orderOfKeys(keys, width, Int32Array.from(ranks))]).toEqual(expected);
      if (count >= 256) many++;
    },
  );
  fc.assert(check, { numRuns: 500 });
  expect(many).toBeGreaterThan(50);
});
