import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AllNumeric } from '../../../../src/functions/aggregate/all-numeric.js';
import { argumentValues } from '../../../../src/functions/aggregate/argument-values.js';
import { decimalsOf } from '../../../../src/functions/aggregate/decimals.js';
import { ExactSum } from '../../../../src/functions/aggregate/exact-sum.js';
import { aggregate, contextWith, createNamed, feed, samplesOf } from './aggregating.js';

describe('published results', () => {
  const x = ['1', '2', '3', '10', '7'];

  test('variance and deviation', () => {
    expect(aggregate('var', x)).toBeCloseTo(14.3, 12);
    expect(aggregate('varp', x)).toBeCloseTo(11.44, 12);
    expect(aggregate('stdevp', x)).toBeCloseTo(3.3823069050575527, 12);
    expect(aggregate('stdev', ['1', '5', '9', '3'])).toBeCloseTo(3.415650255319866, 12);
    expect(aggregate('stdev', ['5'])).toBe(0);
    expect(aggregate('var', [])).toBeNull();
  });

  test('percentiles by either method', () => {
    const oneToTen = Array.from({ length: 10 }, (_, i) => 10 - i);
    expect(aggregate('perc50', oneToTen)).toBe(5.5);
    expect(aggregate('perc95', oneToTen)).toBe(9.55);
    const nearest = contextWith({ semantics: { percentile: 'nearest-rank' } });
    expect(aggregate('median', oneToTen, nearest)).toBe(6);
    expect(aggregate('p95', oneToTen, nearest)).toBe(10);
    expect(aggregate('p100', oneToTen, nearest)).toBe(10);
    expect(aggregate('p0', oneToTen, nearest)).toBe(1);
  });

  test('per_hour scales the sum of a bin of 30 minutes', () => {
    const perHour = createNamed('per_hour', contextWith(), { spanSeconds: 1800 });
    expect(feed(perHour, samplesOf(['3', '4'])).result()).toBe(14);
  });
});

describe('numerical soundness', () => {
  test('decimals add up as on paper', () => {
    expect(aggregate('sum', Array(10).fill('0.1'))).toBe(1);
    expect(aggregate('sum', ['0.1', '0.2'])).toBe(0.3);
    expect(aggregate('sum', [0.1, 0.2, -0.3])).toBe(0);
    expect(aggregate('range', ['0.3', '0.1'])).toBe(0.2);
    expect(aggregate('sumsq', ['0.1', '0.2'])).toBe(0.05);
    expect(aggregate('sum', ['1e-3', '2E-3'])).toBe(0.003);
  });

  test('sums of decimals equal the sums of their whole multiples', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 4 }),
        (units, places) => {
          const texts = units.map((unit) => (unit / 10 ** places).toFixed(places));
          const total = units.reduce((a, b) => a + b, 0) / 10 ** places;
          expect(aggregate('sum', texts)).toBe(total === 0 ? 0 : total);
        },
      ),
    );
  });

  test('small numbers survive large ones', () => {
    expect(aggregate('sum', [1e100, 1, -1e100])).toBe(1);
    expect(aggregate('avg', [1e16, 1, 1, -1e16])).toBe(0.5);
  });

  test('variance of large numbers that differ little', () => {
    expect(aggregate('varp', [1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])).toBeCloseTo(22.5, 9);
  });

  test('infinities stay', () => {
    expect(aggregate('sum', [1, Number.POSITIVE_INFINITY])).toBe(Number.POSITIVE_INFINITY);
    expect(aggregate('sum', [1e308, 1e308])).toBe(Number.POSITIVE_INFINITY);
    expect(aggregate('max', [Number.NaN, 1])).toBeNaN();
    expect(aggregate('min', [Number.NaN, 1])).toBe(1);
  });

  test('an exact sum does not depend on the order', () => {
    const number = fc.double({ noNaN: true, min: -1e300, max: 1e300 });
    fc.assert(
      fc.property(fc.array(number), fc.nat(), (numbers, seed) => {
        const shuffled = numbers
          .map((value, i) => ({ value, key: Math.imul(i + 1, seed * 2 + 2654435761) }))
          .sort((a, b) => a.key - b.key);
        const one = new ExactSum();
        const two = new ExactSum();
        for (const value of numbers) one.add(value);
        for (const { value } of shuffled) two.add(value);
        expect(two.value()).toBe(one.value());
      }),
    );
  });

  test('an exact sum is the nearest double', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -(2 ** 53), max: 2 ** 53 })), (numbers) => {
        const sum = new ExactSum();
        for (const value of numbers) sum.add(value * 2 ** 40 + 0);
        const exact = numbers.reduce((total, value) => total + BigInt(value), 0n);
        expect(sum.value()).toBe(Number(exact) * 2 ** 40);
      }),
    );
  });

  test('decimals as written', () => {
    expect([1, 0.25, 1e-7, '2.50', '1e3', '1.25e1', '12.', '.5'].map(decimalsOf)).toEqual([0, 2, 7, 2, 0, 1, 0, 1]);
  });

  test('percentile lies between its neighbours and agrees with sorting', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 0, max: 100 }),
        (numbers, p) => {
          const sorted = [...numbers].sort((a, b) => a - b);
          const rank = (p * (sorted.length - 1)) / 100;
          const low = sorted[Math.floor(rank)]!;
          const high = sorted[Math.ceil(rank)]!;
          const result = aggregate(`p${p}`, numbers) as number;
          expect(result).toBeGreaterThanOrEqual(low);
          expect(result).toBeLessThanOrEqual(high);
          expect(result).toBeCloseTo(low + (rank - Math.floor(rank)) * (high - low), 1);
        },
      ),
    );
  });
});

describe('arguments', () => {
  test('booleans out of eval', () => {
    expect(argumentValues(true)).toEqual([1]);
    expect(argumentValues(false)).toEqual([]);
    expect(argumentValues(null)).toEqual([]);
    expect(argumentValues(['a', true, false])).toEqual(['a', 1]);
    expect(argumentValues('x')).toEqual(['x']);
  });

  test('allnum gives up at the first text', () => {
    const wrapped = () => new AllNumeric(createNamed('sum'));
    expect(feed(wrapped(), samplesOf(['1', '2'])).result()).toBe(3);
    expect(feed(wrapped(), samplesOf(['1', 'x', '2'])).result()).toBeNull();
    const merged = wrapped();
    merged.merge(feed(wrapped(), samplesOf(['x'])) as AllNumeric);
    expect(feed(merged, samplesOf(['1'])).result()).toBeNull();
  });

  test('values that are no numbers are ignored by numeric functions', () => {
    for (const name of ['sum', 'avg', 'sumsq', 'range', 'stdev', 'var', 'median', 'p95']) {
      expect(aggregate(name, ['red', '', '0x10', '1,000']), name).toBeNull();
    }
  });
});
