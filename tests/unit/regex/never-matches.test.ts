import { expect, test } from 'vitest';
import { neverMatches } from '../../../src/regex/never-matches.js';

test.each([
  ['a^b', true],
  ['\n  ^\\[', true],
  ['(?:a|bc)(?=^d)', true],
  ['a\\Ab', true],
  ['(?:a^|^c)x', false],
  ['a(^b)', true],
  ['(?:x(?:a^|b^c)){2}', true],
  ['a(*FAIL)', true],
  ['a*^b', false],
  ['(?m)a\n^b', false],
  ['a(?!^b)', false],
  ['a(?:^b)?c', false],
  ['[a^]b', false],
  ['a\\^b', false],
  ['(?x) ^a', false],
  ['(a)?(?(1)^b|c)', false],
  ['a(^', false],
])('%j: %s', (pattern, never) => {
  expect(neverMatches(pattern)).toBe(never);
});
