import { describe, expect, it } from 'vitest';
import { compileSed } from '../../../src/regex/sed.js';

const cases: readonly (readonly [string, string, string])[] = [
  ['s/b/x/', 'abb', 'axb'],
  ['s/b/x/g', 'abb', 'axx'],
  ['s/b/x/2', 'abb', 'abx'],
  ['s/(\\d+)-(\\d+)/\\2-\\1/', '1-2', '2-1'],
  ['s/a\\/b/c\\/d/', 'a/b', 'c/d'],
  ['s#/#\\\\#g', 'a/b', 'a\\b'],
  ['s|a\\|b|x|g', 'a|b a', 'x a'],
  ['s/\\x00//g', 'a\0b\0', 'ab'],
  ['s/secret/****/g', 'secret secret', '**** ****'],
  ['y/abc/xyz/', 'aabbcc-d', 'xxyyzz-d'],
  ['y/a\\/\\n/b-\\\\/', 'a/\n', 'b-\\'],
];

describe('compileSed', () => {
  it.each(cases)('%s on %j', (command, subject, expected) => {
    const compilation = compileSed(command);
    if (!compilation.ok) throw new Error(compilation.message);
    expect(compilation.apply(subject)).toBe(expected);
  });

  it.each([
    ['', /begins with/, 0],
    ['d/a/', /begins with/, 0],
    ['s', /delimiter/, 1],
    ['s/a', /second/, 3],
    ['s/a/b', /third/, 5],
    ['s/a/b/i', /only g or a number/, 6],
    ['s/a/b/0', /only g or a number/, 6],
    ['s/x(a/b/', /parenthesis/, 3],
    ['y/abc/x/', /same number/, 0],
    ['y/a/b/g', /nothing may follow/, 6],
  ] as const)('%j is refused', (command, message, offset) => {
    const compilation = compileSed(command);
    if (compilation.ok) throw new Error('It compiled.');
    expect(compilation.message).toMatch(message);
    expect(compilation.offset).toBe(offset);
  });
});
