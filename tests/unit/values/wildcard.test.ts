import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldCase } from '../../../src/values/case-fold.js';
import { compileWildcard, fillWildcard, parseWildcard, wildcardCaptures } from '../../../src/values/wildcard.js';

/** The definition, tried out in full. */
function naive(pattern: string, text: string): boolean {
  const reached = new Set([0]);
  for (const sign of pattern) {
    const before = [...reached];
    reached.clear();
    for (const at of before) {
      if (sign === '*') for (let i = at; i <= text.length; i++) reached.add(i);
      else if (text[at] === sign) reached.add(at + 1);
    }
  }
  return reached.has(text.length);
}

const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', '\\', '?'), maxLength: 12 });
const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '*', '.', '\\'), maxLength: 8 });

describe('compileWildcard', () => {
  test('equals the definition', () => {
    fc.assert(
      fc.property(pattern, text, (given, subject) => {
        expect(compileWildcard(given, { caseSensitive: true })(subject)).toBe(naive(given, subject));
      }),
      { numRuns: 3000 },
    );
  });

  test('only the asterisk is special', () => {
    const matches = (given: string, subject: string) => compileWildcard(given, { caseSensitive: true })(subject);
    expect(matches('fo?', 'foo')).toBe(false);
    expect(matches('fo?', 'fo?')).toBe(true);
    expect(matches('a\\*', 'a\\b')).toBe(true);
    expect(matches('a\\*', 'a*')).toBe(false);
    expect(matches('*', '')).toBe(true);
    expect(matches('ab*ba', 'aba')).toBe(false);
    expect(matches('5*', '404')).toBe(false);
  });

  test('letter case', () => {
    expect(compileWildcard('*.EVIL.com', { caseSensitive: false })('A.evil.COM')).toBe(true);
    expect(compileWildcard('*.EVIL.com', { caseSensitive: true })('A.evil.COM')).toBe(false);
    expect(compileWildcard('ΟΔΟΣ*', { caseSensitive: false })('οδοσα')).toBe(true);
  });

  test('a hostile pattern is decided at once', () => {
    const hostile = compileWildcard(`${'*a'.repeat(2000)}*b`, { caseSensitive: true });
    expect(hostile('a'.repeat(200_000))).toBe(false);
  });
});

describe('wildcardCaptures', () => {
  test('filling the captures in gives the text', () => {
    fc.assert(
      fc.property(pattern, text, (given, subject) => {
        const captures = wildcardCaptures(given, subject);
        expect(captures !== null).toBe(naive(given, subject));
        if (captures === null) return;
        expect(captures).toHaveLength(parseWildcard(given).parts.length - 1);
        expect(fillWildcard(given, captures)).toBe(subject);
      }),
      { numRuns: 3000 },
    );
  });

  test('agrees with greedy groups', () => {
    fc.assert(
      fc.property(pattern, text, (given, subject) => {
        const source = given.replaceAll(/[.\\?]/g, '\\$&').replaceAll('*', '(.*)');
        const groups = new RegExp(`^${source}$`).exec(subject);
        expect(wildcardCaptures(given, subject)).toEqual(groups === null ? null : [...groups].slice(1));
      }),
      { numRuns: 1000 },
    );
  });

  test('field names', () => {
    expect(wildcardCaptures('Processes.*', 'Processes.process_name')).toEqual(['process_name']);
    expect(wildcardCaptures('*:*', 'a:b:c')).toEqual(['a:b', 'c']);
    expect(wildcardCaptures('user', 'user')).toEqual([]);
    expect(wildcardCaptures('Processes.*', 'processes.x')).toBeNull();
    expect(fillWildcard('avg_*:*', ['x', 'y'])).toBe('avg_x:y');
  });
});

test('folding a part is a part of the folded text', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('Σ', 'σ', 'ς', 'A', 'ß', 'İ', ' ') }), fc.nat(10), (given, at) => {
      expect(foldCase(given.slice(0, at)) + foldCase(given.slice(at))).toBe(foldCase(given));
    }),
  );
});
