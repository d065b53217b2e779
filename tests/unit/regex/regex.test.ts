import { describe, expect, it } from 'vitest';
import { compileRegex, type Regex, type RegexOptions } from '../../../src/regex/regex.js';
import { createRegexCompiler } from '../../../src/regex/regex-compiler.js';

function regex(pattern: string, options?: RegexOptions): Regex {
  const compilation = compileRegex(pattern, options);
  if (!compilation.ok) throw new Error(compilation.message);
  return compilation.regex;
}

const texts = (pattern: string, subject: string): (string | undefined)[] =>
  regex(pattern)
    .matchAll(subject)
    .map((match) => match.groups[0]);

describe('compileRegex', () => {
  it('gives positions of matches and groups', () => {
    const match = regex('(?<a>b+)(c)?').exec('abbd')!;
    expect([match.index, match.end]).toEqual([1, 3]);
    expect(match.offsets).toEqual([[1, 3], [1, 3], undefined]);
  });

  it('names the groups that took part, in order', () => {
    const two = regex('(?:(?<x>a)|(?<y>b))(?<z>c)');
    expect(two.groupNames).toEqual(['x', 'y', 'z']);
    expect(two.named(two.exec('bc')!)).toEqual([
      ['y', 'b'],
      ['z', 'c'],
    ]);
    const same = regex('(?J)(?<n>a)|(?<n>b)');
    expect(same.groupNames).toEqual(['n']);
    expect(same.named(same.exec('b')!)).toEqual([['n', 'b']]);
  });

  it('takes flags as options', () => {
    expect(regex('^b.$', { ignoreCase: true, multiline: true }).test('a\nBc\n')).toBe(true);
    expect(regex('a.b', { dotAll: true }).test('a\nb')).toBe(true);
  });

  it('matches from an offset', () => {
    expect(regex('.*?a').exec('baba', 2)!.groups[0]).toBe('ba');
    expect(regex('\\Ga').exec('ba', 1)!.index).toBe(1);
    expect(regex('a').exec('a', 2)).toBeNull();
  });

  it('goes on after empty matches as PCRE does', () => {
    expect(texts('a*', 'baac')).toEqual(['', 'aa', '', '']);
    expect(texts('|a', 'a')).toEqual(['', 'a', '']);
    expect(texts('(?=ab)|a', 'ab')).toEqual(['', 'a']);
    expect(texts('', '😀')).toEqual(['', '']);
    expect(regex('a').matchAll('aaa', 2)).toHaveLength(2);
  });

  it('replaces', () => {
    expect(regex('(b)').replace('abc', '[\\1]')).toBe('a[b]c');
    expect(regex('(\\d+)-(\\d+)').replace('1-2 3-4', '\\2:\\1')).toBe('2:1 4:3');
    expect(regex('b').replace('ab', '$1$&\\0\\9')).toBe('a$1$&b');
    expect(regex('b').replace('bbb', 'x', 'first')).toBe('xbb');
    expect(regex('b').replace('bbb', 'x', 2)).toBe('bxb');
    expect(regex('b').replace('bbb', 'x', 4)).toBe('bbb');
    expect(regex('x*').replace('abc', '-')).toBe('-a-b-c-');
    expect(regex('b').replace('ab', '\\\\n')).toBe('a\\n');
  });

  it('says which engine serves', () => {
    expect(regex('(?i)power(shell)?').engine).toBe('native');
    expect(regex('(?>a)++(?<=b)c').engine).toBe('native');
    expect(regex('a\\Kb').engine).toBe('budgeted');
    expect(regex('(a+)+$').engine).toBe('budgeted');
  });

  it('cuts long subjects and says so, keeping the rest when it replaces', () => {
    const limits: string[] = [];
    const short = regex('b', { maxSubject: 3, onLimit: (pattern, limit) => limits.push(`${pattern} ${limit}`) });
    expect(short.test('aaab')).toBe(false);
    expect(short.replace('abab', 'x')).toBe('axab');
    expect(limits).toEqual(['b length', 'b length']);
  });
});

describe('createRegexCompiler', () => {
  it('remembers the latest patterns only', () => {
    const compile = createRegexCompiler({}, 2);
    const first = compile('a');
    expect(compile('a')).toBe(first);
    expect(compile('a', { ignoreCase: true })).not.toBe(first);
    compile('a');
    compile('b');
    expect(compile('a')).toBe(first);
    compile('c');
    compile('d');
    expect(compile('a')).not.toBe(first);
  });
});
