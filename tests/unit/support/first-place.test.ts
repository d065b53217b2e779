import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstPlace } from '../../../src/support/first-place.js';

test('finds the first place from which on a condition holds', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer(), (numbers, bound) => {
      const sorted = numbers.sort((a, b) => a - b);
      const found = firstPlace(sorted.length, (place) => sorted[place]! >= bound);
      expect(found).toBe(sorted.filter((number) => number < bound).length);
    }),
  );
});
