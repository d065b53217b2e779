import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WildcardIndex } from '../../../../src/values/lookup/wildcard-index.js';
import { compileWildcard } from '../../../../src/values/wildcard.js';

const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '.'), maxLength: 8 });
const text = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 12 });

/** Texts after which patterns are no longer tried one by one, whatever their length. */
const enough = 128;

function found(index: WildcardIndex, sought: string): number[] {
  const numbers: number[] = [];
  index.find(sought, (number) => numbers.push(number));
  return numbers.sort((a, b) => a - b);
}

test('finds the patterns that fit, of the first text and of later ones', () => {
  fc.assert(
    fc.property(fc.uniqueArray(pattern, { maxLength: 40 }), fc.array(text, { minLength: 1 }), (patterns, texts) => {
      const index = new WildcardIndex(patterns);
      const fits = patterns.map((each) => compileWildcard(each, { caseSensitive: true }));
      const expected = texts.map((each) => fits.flatMap((fit, number) => (fit(each) ? [number] : [])));
      const early = texts.map((each) => found(index, each));
      for (let count = 0; count < enough; count++) index.find('ab', () => {});
      expect(early).toEqual(expected);
      expect(texts.map((each) => found(index, each))).toEqual(expected);
    }),
    { numRuns: 200 },
  );
});

test('finds patterns in a long text, before which there were none', () => {
  const index = new WildcardIndex(['*a.b*', '*b.a*', 'a*a*a']);
  expect(found(index, `${'a'.repeat(10_000)}.ba`)).toEqual([0, 2]);
  expect(found(index, 'b.a')).toEqual([1]);
});
