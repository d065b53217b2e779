import fc from 'fast-check';
import { expect, test } from 'vitest';
import { roundTimeSpan, roundWidth, secondsOfSpan } from '../../../src/values/round-width.js';

test('any range falls into at most the bins asked for, with the smallest round width', () => {
  const bound = fc.double({ min: -1e12, max: 1e12, noNaN: true });
  fc.assert(
    fc.property(bound, bound, fc.integer({ min: 2, max: 500 }), (a, b, bins) => {
      const [low, high] = a < b ? [a, b] : [b, a];
      const span = roundWidth(low, high, bins);
      if (span.kind !== 'number') throw new Error('a logarithmic width');
      const used = Math.floor(high / span.width) - Math.floor(low / span.width) + 1;
      expect(used).toBeLessThanOrEqual(bins);
      expect(String(span.width.toExponential()[0])).toMatch(/[125]/);
    }),
  );
});

test('a single value, and a least width', () => {
  expect(roundWidth(7, 7, 100)).toEqual({ kind: 'number', width: 1 });
  expect(roundWidth(0, 10, 100, 3)).toEqual({ kind: 'number', width: 5 });
});

test('times get the usual widths', () => {
  expect(secondsOfSpan(roundTimeSpan(60, 100))).toBe(1);
  expect(secondsOfSpan(roundTimeSpan(86_400, 100))).toBe(1800);
  expect(secondsOfSpan(roundTimeSpan(86_400, 100, 3600))).toBe(3600);
  expect(roundTimeSpan(1e10, 100)).toEqual({ kind: 'months', count: 1 });
});
