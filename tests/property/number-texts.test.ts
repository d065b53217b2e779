import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textsOfNumber } from '../../src/api/passes/number-texts.js';

/** Spellings of JSON numbers near a whole number: its digits, a point somewhere, an exponent, and digits that rounding swallows. */
const spelling = fc
  .record({
    whole: fc.integer({ min: 1_000, max: 999_999 }),
    tail: fc.constantFrom('', '0', '000', '0000000000000000000001', '9'.repeat(10), '9'.repeat(17)),
    point: fc.nat({ max: 24 }),
    zeros: fc.nat({ max: 3 }),
    letter: fc.constantFrom('e', 'E', 'e+'),
    plain: fc.boolean(),
  })
  .map(({ whole, tail, point, zeros, letter, plain }) => {
    // Nines behind the number before it are rounded up to it.
    const digits = '0'.repeat(zeros) + (tail.startsWith('9') ? whole - 1 : whole) + tail;
    const at = Math.min(point, digits.length);
    const before = digits.slice(0, at).replace(/^0+(?=.)/, '') || '0';
    const behind = digits.slice(at);
    const exponent = digits.length - tail.length - at;
    const mantissa = behind === '' ? before : `${before}.${behind}`;
    const short = plain ? mantissa.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '') : mantissa;
    const written = exponent === 0 ? short : `${short}${exponent < 0 ? letter[0] : letter}${exponent}`;
    return { whole, written };
  });

describe('texts of a number', () => {
  test('stand in it however JSON writes it', () => {
    let looked = 0;
    fc.assert(
      fc.property(spelling, ({ whole, written }) => {
        fc.pre(JSON.parse(written) === whole);
        const texts = textsOfNumber(String(whole));
        if (texts === undefined) return;
        looked++;
        expect(texts.some((text) => written.toLowerCase().includes(text))).toBe(true);
      }),
      { numRuns: 20_000 },
    );
    expect(looked).toBeGreaterThan(5_000);
  });

  test('are not made where they would be too short, or not tell the number', () => {
    for (const text of ['445', '1000', '046880', '1234567', '46.88', '-4688', '4688a', ''])
      expect(textsOfNumber(text)).toBeUndefined();
  });
});
