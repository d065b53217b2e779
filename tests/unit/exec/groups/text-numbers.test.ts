import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SharedTexts, TextNumbers } from '../../../../src/exec/groups/text-numbers.js';
import { compareText } from '../../../../src/values/compare.js';

const text = fc.oneof(
  fc.constantFrom('', 'a', 'B', 'b', '\ud800', '\u{1f600}', '\uff5e', 'é'),
  fc.string({ maxLength: 3 }),
  fc.string({ unit: 'binary', maxLength: 2 }),
);

describe('TextNumbers', () => {
  test('numbers each text once and orders any of them by code point', () => {
    fc.assert(
      fc.property(fc.uniqueArray(text), fc.array(fc.subarray([...Array(12).keys()])), (given, choices) => {
        const texts = new TextNumbers();
        const numbers = given.map((each) => texts.numberOf(each));
        expect(numbers).toEqual(given.map((_, index) => index));
        expect(given.map((each) => texts.numberOf(each))).toEqual(numbers);
        expect(given.map((each) => texts.textOf(texts.find(each)!))).toEqual(given);
        for (const [round, choice] of choices.entries()) {
          const some = choice.filter((number) => number < given.length);
          const ranks = texts.ranks(Int32Array.from(some));
          const sorted = [...some].sort((a, b) => ranks[a]! - ranks[b]!);
          expect(sorted).toEqual([...some].sort((a, b) => compareText(given[a]!, given[b]!)));
          // Ranks made before do not stand in the way of what comes later.
          const later = `later ${round}`;
          given.push(later);
          expect(texts.textOf(texts.numberOf(later))).toBe(later);
        }
      }),
    );
  });

  test('are shared until there are many', () => {
    const shared = new SharedTexts();
    const first = shared.current;
    first.numberOf('a');
    expect(shared.current).toBe(first);
    for (let n = 0; n <= 1_000_000; n++) first.numberOf(String(n));
    expect(shared.current).not.toBe(first);
    expect(shared.current.size).toBe(0);
  });
});
