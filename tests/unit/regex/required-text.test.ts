import { expect, test } from 'vitest';
import { parsePattern } from '../../../src/regex/parse.js';
import { compileRegex } from '../../../src/regex/regex.js';
import { requiredText } from '../../../src/regex/required-text.js';

const required = (pattern: string, ignoreCase = false) =>
  requiredText(parsePattern(pattern, { ignoreCase, multiline: false, dotAll: false }));

test.each([
  ['"eventSource"\\s*:\\s*"[\\w.]+\\.amazonaws\\.com"', '.amazonaws.com"'],
  ['a(b)(?:cd)e|f', undefined],
  ['a(b)(?:c(?>d))e', 'abcde'],
  ['ab?cd', 'cd'],
  ['(?:abc)+d', 'abc'],
  ['(?:abc){0,3}d', undefined],
  ['ab(?=cdefg)hi', 'ab'],
  ['(?i)abc', undefined],
  ['a(?i)bc(?-i)de', 'de'],
  ['(?:abc|abd)', undefined],
  ['(ab)\\1(?1)', 'ab'],
  ['x', undefined],
  ['a\u{1F600}bc', 'bc'],
])('%s needs %s', (pattern, text) => {
  expect(required(pattern)).toBe(text);
});

test('letters match in either case where the options say so', () => {
  expect(required('abc', true)).toBeUndefined();
});

test('a pattern that would take long is not tried on a text that lacks what it needs', () => {
  const limits: string[] = [];
  const compiled = compileRegex('(?:a+)+(?:a+)+(\\1|b)end', { onLimit: (_pattern, kind) => limits.push(kind) });
  if (!compiled.ok) throw new Error(compiled.message);
  const { regex } = compiled;
  const subject = 'a'.repeat(20_000);
  expect([regex.test(subject), regex.exec(subject), regex.matchAll(subject)]).toEqual([false, null, []]);
  expect(limits).toEqual([]);
  expect(regex.exec('aabend aabend', 3)?.index).toBe(7);
  expect(regex.matchAll('aabend aabend')).toHaveLength(2);
});
