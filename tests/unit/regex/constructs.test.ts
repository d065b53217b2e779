import { describe, expect, it } from 'vitest';
import { BudgetedEngine } from '../../../src/regex/budgeted-engine.js';
import { NativeEngine } from '../../../src/regex/native-engine.js';
import { parsePattern } from '../../../src/regex/parse.js';
import type { RegexMatch } from '../../../src/regex/regex-match.js';

const r = String.raw;

/** Pattern, subject, groups of the first match (null: none). The results are those of PCRE2 10.42 in UTF mode. */
const cases: readonly (readonly [string, string, readonly (string | undefined)[] | null])[] = [
  // flags
  [r`(?i)abc`, 'xABC', ['ABC']],
  [r`a(?i)b|c`, 'C', ['C']],
  [r`a(?i:b)c`, 'aBc', ['aBc']],
  [r`a(?i:b)c`, 'aBC', null],
  [r`(?i)a(?-i)b`, 'Ab', ['Ab']],
  [r`(?i)a(?-i)b`, 'AB', null],
  [r`(a(?i)b)c`, 'aBC', null],
  [r`(?i)É`, 'é', ['é']],
  ['(?i)k', '\u212a', null],
  [r`(?s)a.b`, 'a\nb', ['a\nb']],
  [r`a.b`, 'a\nb', null],
  [r`a.b`, 'a\rb', ['a\rb']],
  [r`(?m)^b$`, 'a\nb\nc', ['b']],
  [r`(?m)^$`, 'a\n', null],
  [r`(?x) a b # c`, 'ab', ['ab']],
  [r`(?xx)[a b]+`, 'a b', ['a']],
  [r`(?U)a+`, 'aaa', ['a']],
  [r`(?U)a+?`, 'aaa', ['aaa']],
  [r`(?n)(a)(?<x>b)`, 'ab', ['ab', 'b']],
  [r`(?^)A`, 'A', ['A']],
  // groups and references
  [r`(?<n>a)(?P<m>b)(?'o'c)`, 'abc', ['abc', 'a', 'b', 'c']],
  [r`(?<n>.)\k<n>\k'n'\k{n}(?P=n)\g{n}\1\g{1}\g1\g{-1}`, 'aaaaaaaaaa', ['aaaaaaaaaa', 'a']],
  [r`(a)?\1b`, 'b', null],
  [r`(?i)(a)\1`, 'aA', ['aA', 'a']],
  [r`(?:(a)|b)*`, 'ab', ['ab', 'a']],
  [r`(a|b\1)+`, 'aba', ['aba', 'ba']],
  [r`(a*)*`, 'b', ['', '']],
  [r`(?:|a)*`, 'a', ['']],
  [r`(?|(a)|(b))\1`, 'bb', ['bb', 'b']],
  [r`(?J)(?:(?<n>a)|(?<n>b))\k<n>`, 'bb', ['bb', undefined, 'b']],
  [r`(?>a+)ab`, 'aaab', null],
  [r`a++ab`, 'aaab', null],
  [r`(?:ab)?+ab`, 'ab', null],
  [r`(?>a|ab)c`, 'abc', null],
  [r`a{2,3}?`, 'aaaa', ['aa']],
  [r`a{,3}`, 'a{,3}', ['a{,3}']],
  [r`x{1`, 'x{1', ['x{1']],
  // look around
  [r`a(?=b)`, 'acab', ['a']],
  [r`a(?!b)`, 'ab', null],
  [r`(?<=ab|c)d`, 'abd', ['d']],
  [r`(?<!ab|c)d`, 'cd', null],
  [r`(?<=(a|b)c)d`, 'bcd', ['d', 'b']],
  [r`(?=(a+))a*b\1`, 'aaabaa', ['aabaa', 'aa']],
  // conditionals, recursion
  [r`^(<)?a(?(1)>|!)$`, '<a>', ['<a>', '<']],
  [r`^(<)?a(?(1)>|!)$`, '<a!', null],
  [r`^(?<q>")?a(?(q)")$`, 'a', ['a', undefined]],
  [r`^(?(?=\d)\d{3}|a)$`, '123', ['123']],
  [r`^(?(?!\d)a|\d)$`, '1', ['1']],
  [r`\((?:[^()]|(?R))*\)`, 'x(a(b)c)', ['(a(b)c)']],
  [r`^((.)(?1)\2|.?)$`, 'abcba', ['abcba', 'abcba', 'a']],
  [r`(?(DEFINE)(?<d>\d{2}))(?&d)-(?P>d)-(?1)`, '11-22-33', ['11-22-33', undefined]],
  // escapes, anchors, classes
  [r`a$`, 'a\n', ['a']],
  [r`a\Z`, 'a\n', ['a']],
  [r`a\z`, 'a\n', null],
  [r`\Ab`, 'a\nb', null],
  [r`\bfoo\b`, 'a foo', ['foo']],
  [r`\Boo`, 'foo', ['oo']],
  [r`foo\Kbar`, 'foobar', ['bar']],
  [r`\R\R`, '\r\n\n', ['\r\n\n']],
  [r`\h\H\v\V\N`, '\ta\nbc', ['\ta\nbc']],
  [r`\Qa.b*\E+`, 'a.b**', ['a.b**']],
  [r`\x41\x{42}\103\o{104}\cA\e\a\f`, 'ABCD\x01\x1b\x07\f', ['ABCD\x01\x1b\x07\f']],
  [r`\0\07`, '\0\x07', ['\0\x07']],
  [r`[]a]+[^]a]`, 'x]ab', [']ab']],
  [r`[\d\-x]+[\b]`, '1-x\b', ['1-x\b']],
  [r`[[:alpha:]]+[[:^digit:]]`, 'ab-', ['ab-']],
  [r`[\w.-]+`, '+a.b-c', ['a.b-c']],
  [r`\s`, '\v', ['\v']],
  [r`\s`, '\u00a0', null],
  [r`\w`, 'é', null],
  [r`\d`, '\u0663', null],
  [r`^.$`, '😀', ['😀']],
  [r`^[^a]{2}$`, '😀b', ['😀b']],
  [r`\p{Lu}\p{^Lu}\P{L}\pN`, 'Éa-1', ['Éa-1']],
  [r`\p{Greek}+`, 'aΣσ', ['Σσ']],
  [r`^\X$`, 'e\u0301', ['e\u0301']],
  [r`a(?#comment)+`, 'aa', ['aa']],
  [r`a(*FAIL)|b`, 'ab', ['b']],
];

function shown(match: RegexMatch | null): readonly (string | undefined)[] | null {
  return match === null ? null : [...match.groups];
}

describe('what PCRE users write', () => {
  it.each(cases)('%s on %j', (pattern, subject, expected) => {
    const parsed = parsePattern(pattern);
    expect(shown(new BudgetedEngine(parsed).exec(subject, 0, { left: 100_000 }))).toEqual(expected);
    const native = NativeEngine.create(parsed);
    if (native?.accepts(subject)) expect(shown(native.exec(subject, 0))).toEqual(expected);
  });

  it('most of them have a translation', () => {
    const translated = cases.filter(([pattern]) => NativeEngine.create(parsePattern(pattern)) !== undefined);
    expect(translated.length).toBeGreaterThan(60);
  });
});
