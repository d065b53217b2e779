import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundDecimal } from '../../../src/values/decimal.js';
import { roundProduct, roundSignificant, roundSum, significantDigits } from '../../../src/values/significant.js';

const exact = Number.POSITIVE_INFINITY;

describe('significantDigits', () => {
  it.each([
    ['0.2', 1],
    ['0.20', 2],
    ['8.250', 4],
    ['-0.0050', 2],
    ['1.5e10', 2],
    ['2.', 1],
    ['0.0', 1],
    ['1024', exact],
    ['abc.d', exact],
    [0.25, exact],
    [null, exact],
  ])('%s carries %s', (value, digits) => {
    expect(significantDigits(value)).toBe(digits);
  });
});

describe('roundProduct', () => {
  it.each([
    [3 * 0.5, 1, '2'],
    [1 * 0.9, 1, '0.9'],
    [8.25 * 0.2, 1, '2'],
    [8.25 * 0.2, 2, '1.7'],
    [8.25 * 0.2, 4, '1.650'],
    [2 * 0.9, 2, '1.8'],
    [1000 * 0.9, 1, '900'],
    [2.2 * 1024, 2, '2253'],
    [2.1 * 1024, 5, '2150.4'],
    [1.5, exact, 1.5],
    [0, 3, 0],
    [1e-7, 2, '0.00000010'],
    [Number.POSITIVE_INFINITY, 2, Number.POSITIVE_INFINITY],
  ])('%s to %s digits', (result, digits, text) => {
    expect(roundProduct(result, digits)).toBe(text);
  });
});

it.each([
  [1111, 3, 1110],
  [1.65, 2, '1.7'],
  [-98765, 1, -100000],
])('roundSignificant(%s, %s)', (value, digits, expected) => {
  expect(roundSignificant(value, digits)).toBe(expected);
});

describe('roundSum', () => {
  it.each([
    ['123.0', '4.567', 127.567],
    ['0.1', '0.2', 0.3],
    ['1', 0.1 + 0.2, 1 + (0.1 + 0.2)],
    ['1e-1', '0.2', 0.1 + 0.2],
    ['-0.5', 2, 1.5],
  ])('%s + %s', (a, b, sum) => {
    expect(roundSum(Number(a) + Number(b), a, b)).toBe(sum);
  });
});

describe('roundDecimal', () => {
  it.each([
    ['2.555', 2, '2.56'],
    ['3.5', 0, '4'],
    ['-2.5', 0, '-3'],
    ['-0.4', 0, '0'],
    ['-0.004', 2, '0.00'],
    ['4', 2, '4.00'],
    ['999.995', 2, '1000.00'],
    ['.5', 1, '0.5'],
    ['1e-7', 3, '0.000'],
    ['1.25e2', 0, '125'],
    ['+007', 0, '7'],
  ])('%s to %s decimals', (text, decimals, expected) => {
    expect(roundDecimal(text, decimals)).toBe(expected);
  });

  it('is within half a unit of the last decimal and prints all of them', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: 0, max: 8 }),
        (n, scale, decimals) => {
          const text = (n / 10 ** scale).toFixed(scale);
          const rounded = roundDecimal(text, decimals);
          expect(Math.abs(Number(rounded) - Number(text))).toBeLessThanOrEqual(0.5 * 10 ** -decimals + 1e-6);
          expect(rounded.split('.')[1]?.length ?? 0).toBe(decimals);
        },
      ),
    );
  });
});
