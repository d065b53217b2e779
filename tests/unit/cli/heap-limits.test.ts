import { expect, test } from 'vitest';
import { heapLimits } from '../../../src/cli/heap-limits.js';
import { defaultLimits } from '../../../src/values/limits.js';

test('a large heap has the usual limits', () => {
  expect(heapLimits(4_345_298_944)).toEqual({});
});

test('a smaller heap has room for less', () => {
  const { heldRows, heldValues } = heapLimits(512 * 2 ** 20);
  expect(heldRows).toBeLessThan(defaultLimits.heldRows / 5);
  expect(heldValues).toBeLessThan(defaultLimits.heldValues / 5);
  expect(heldRows).toBeGreaterThan(100_000);
});
