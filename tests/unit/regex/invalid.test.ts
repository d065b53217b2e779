import { describe, expect, it } from 'vitest';
import { compileRegex } from '../../../src/regex/regex.js';

const r = String.raw;

const invalid: readonly (readonly [string, RegExp, number])[] = [
  ['\\', /lone backslash/, 0],
  ['(a', /missing closing parenthesis/, 0],
  ['a)', /unmatched closing/, 1],
  ['x[a', /missing \]/, 1],
  ['*a', /nothing to repeat/, 0],
  ['a|+', /nothing to repeat/, 2],
  ['a**', /quantifier/, 2],
  ['^*', /quantifier/, 1],
  ['a{3,2}', /out of order/, 1],
  ['a{65536}', /too big/, 1],
  ['[z-a]', /out of order/, 2],
  [r`[\w-.]`, /invalid range/, 3],
  ['[[:foo:]]', /POSIX class name/, 1],
  ['(?<1a>x)', /digit/, 2],
  ['(?<a-b>x)', /letters, digits/, 2],
  ['(?<a>x)(?<a>y)', /same name/, 7],
  [r`\2(a)`, /does not exist/, 0],
  [r`\k<zz>`, /does not exist/, 0],
  ['(?3)', /does not exist/, 0],
  ['(?<=a+)b', /fixed length/, 0],
  [r`\y`, /unrecognised escape/, 0],
  [r`\x{110000}`, /too large/, 0],
  [r`\p{Foo}`, /property/, 0],
  ['(?z)', /flag/, 0],
  ['(*SKIP)', /not supported/, 0],
  ['(?(1)a|b|c)(x)', /two branches/, 0],
  ['('.repeat(300) + ')'.repeat(300), /nested/, 250],
];

describe('invalid patterns', () => {
  it.each(invalid)('%s', (pattern, message, offset) => {
    const compilation = compileRegex(pattern);
    if (compilation.ok) throw new Error('It compiled.');
    expect(compilation.message).toMatch(message);
    expect(compilation.offset).toBe(offset);
  });
});
