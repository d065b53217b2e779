import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileLike } from '../../../src/values/like.js';

describe('compileLike', () => {
  it.each([
    ['abc', 'abc', true],
    ['abc', 'a%', true],
    ['ABC', 'a%', false],
    ['abc', 'b', false],
    ['abc', '%b%', true],
    ['abc', '%c', true],
    ['ab', 'ab%b', false],
    ['abab', 'ab%ab', true],
    ['aba', 'ab%ba', false],
    ['', '%', true],
    ['', '', true],
    ['a', '', false],
    ['abc', 'a_c', true],
    ['ac', 'a_c', false],
    ['a😀c', 'a_c', true],
    ['xaxbxc', '%a%b%c', true],
    ['xaxcxb', '%a%b%c', false],
    ['aXbcYbd', 'a%b_%_d', true],
    ['C:\\Windows\\System32', '%\\Windows\\%', true],
    ['a\nb', 'a%b', true],
    ['a.c', 'a.c', true],
    ['abc', 'a.c', false],
    ['ab', '%_%_%', true],
    ['a', '%_%_%', false],
  ])('%j like %j: %s', (text, pattern, matches) => {
    expect(compileLike(pattern)(text)).toBe(matches);
  });

  it('agrees with the definition of % and _', () => {
    const slow = (pattern: string, text: string): boolean => {
      if (pattern === '') return text === '';
      if (pattern[0] === '%') return slow(pattern.slice(1), text) || (text !== '' && slow(pattern, text.slice(1)));
      return text !== '' && (pattern[0] === '_' || pattern[0] === text[0]) && slow(pattern.slice(1), text.slice(1));
    };
    const word = (alphabet: string) =>
      fc.array(fc.constantFrom(...alphabet), { maxLength: 8 }).map((characters) => characters.join(''));
    fc.assert(
      fc.property(word('ab%_'), word('ab'), (pattern, text) => {
        expect(compileLike(pattern)(text)).toBe(slow(pattern, text));
      }),
      { numRuns: 2000 },
    );
  });

  it('takes no time on patterns that make backtracking matchers hang', () => {
    expect(compileLike(`${'%a_'.repeat(30)}%b`)('a'.repeat(20_000))).toBe(false);
    expect(compileLike(`${'%a'.repeat(30)}%b`)('a'.repeat(20_000))).toBe(false);
  });
});
