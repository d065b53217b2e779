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

test('a heap that was given more room holds more', () => {
  const { heldRows, heldValues } = heapLimits(16 * 2 ** 30);
  expect(heldRows).toBeGreaterThan(defaultLimits.heldRows * 3);
  expect(heldValues).toBeGreaterThan(defaultLimits.heldValues * 3);
});
