import { describe, expect, it } from 'vitest';
import { analyse } from '../../../src/regex/analyse.js';
import { parsePattern } from '../../../src/regex/parse.js';
import { compileRegex, type RegexLimit } from '../../../src/regex/regex.js';

const long = 'a'.repeat(20_000);

const hostile: readonly (readonly [string, string])[] = [
  ['(a+)+$', `${long}b`],
  ['(a|aa)*b', long],
  ['(?i)[-]e(nc*o*d*e*d*c*o*m*m*a*n*d*)*\\s+[^-]', `-e${'nc'.repeat(10_000)}`],
  ['(a*)*b', long],
  ['((a*)*)*b', long],
  ['(?:(?:a*)?a)*b', long],
  ['(x+x+)+y', 'x'.repeat(20_000)],
  ['^(\\w+\\s?)*$', `${'word '.repeat(10_000)}!`],
  ['.*.*.*x', long],
  ['\\s+$', `${' '.repeat(20_000)}x`],
  ['foo.*bar.*baz', 'foobar'.repeat(10_000)],
  ['(?=(a+))a*b\\1', long],
  [`${'a?'.repeat(40)}${'a'.repeat(40)}`, 'a'.repeat(39)],
  ['(?R)a', long],
  ['(a(?1)?b)+', long],
  ['\\X+b', long],
  ['(?:a{0,30}){0,30}b', long],
];

describe('patterns that could take for ever', () => {
  it.each(hostile)('%s gives up in time', (pattern, subject) => {
    const limits: RegexLimit[] = [];
    const compilation = compileRegex(pattern, { onLimit: (_, limit) => limits.push(limit) });
    if (!compilation.ok) throw new Error(compilation.message);
    expect(compilation.regex.test(subject)).toBe(false);
    expect(compilation.regex.matchAll(subject)).toEqual([]);
    if (subject.length > 1_000) expect(limits).toEqual(['steps', 'steps']);
  });

  it.each(['(a+)+$', '(a|aa)*b', '(a*)*', '(?:(?:a*)?b)*c', '(\\w+\\s?)*$', '(a+b?)+c'])(
    '%s is judged exponential',
    (pattern) => {
      expect(analyse(parsePattern(pattern)).degree).toBe(Number.POSITIVE_INFINITY);
    },
  );

  it.each([
    ['^abc$', 0],
    ['cmd.*', 0],
    ['^a*b', 1],
    ['(?:ab)*c', 2],
    ['a*b', 2],
    ['^\\d+\\s+x', 1],
    ['^(?:\\w+\\.)+x', 1],
    ['.*a.*b', 2],
    ['^a*a*a*$', 3],
  ] as const)('%s has degree %d', (pattern, degree) => {
    expect(analyse(parsePattern(pattern)).degree).toBe(degree);
  });

  it('a deep recursion in the subject does not overflow', () => {
    const compilation = compileRegex('\\((?:[^()]|(?R))*\\)');
    if (!compilation.ok) throw new Error(compilation.message);
    expect(compilation.regex.test('('.repeat(5_000) + ')'.repeat(5_000))).toBe(false);
    expect(compilation.regex.test('('.repeat(500) + ')'.repeat(500))).toBe(true);
  });
});

describe('patterns whose work doubles', () => {
  it.each(['(a+)+$', '(a|aa)*b', '(x+x+)+y', '^(\\w+\\s?)*$', '(?i)[-]e(nc*o*d*e*d*c*o*m*m*a*n*d*)*\\s+[^-]'])(
    '%s: for certain',
    (pattern) => {
      expect(analyse(parsePattern(pattern))).toMatchObject({ degree: Number.POSITIVE_INFINITY, certain: true });
    },
  );
  it.each([
    '(?>a+)+b',
    '(a++)*b',
    '([0-9a-f]{1,4}:?){8}x',
    'cmd (\\S+\\s?)*',
    `${'a?'.repeat(40)}b`,
    '(a)\\1(a+)+b',
    'a.*b',
  ])('%s: not for certain', (pattern) => {
    expect(analyse(parsePattern(pattern)).certain).toBe(false);
  });
});
