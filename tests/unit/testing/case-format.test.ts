import { describe, expect, test } from 'vitest';
import { malformedCase, unknownKeys } from '../../../src/testing/case-format.js';
import { checkCase, readCase } from '../../../src/testing/conformance.js';

const whole = { id: 'x', area: 'lex', spl: 'search `m(1)`', input: [{ a: '1', b: ['1', '2'] }], expected: [] };

describe('a case of the reference', () => {
  test('may hold what section 9 of the reference says', () => {
    const context = { tz: 'Europe/Paris', now: 1700000000, macros: { 'm(1)': { args: ['x'], definition: 'a=$x$' } } };
    const given = { ...whole, context, source: 'text', certainty: 'inferred', note: 'why' };
    expect(malformedCase(given)).toBeUndefined();
    expect(unknownKeys(given)).toEqual([]);
    expect(malformedCase({ ...whole, expected: undefined, expect_error: true })).toBeUndefined();
  });

  test.each([
    ['no object', ['search']],
    ['`spl` is missing', { ...whole, spl: undefined }],
    ['`spl` is a text', { ...whole, spl: 5 }],
    ['`expected` is missing', { ...whole, expected: undefined }],
    ['`expected` is a list', { ...whole, expected: { a: '1' } }],
    ['Row 2 of `expected`', { ...whole, expected: [{}, 'a'] }],
    ['`input` is a list', { ...whole, input: { a: '1' } }],
    ['`a` in row 1 of `input`', { ...whole, input: [{ a: { b: '1' } }] }],
    ['`expect_error` is true or false', { ...whole, expect_error: 'yes' }],
    ['`context` is an object', { ...whole, context: [] }],
    ['`now` is a number', { ...whole, context: { now: 'soon' } }],
    ['`tz` is a time zone', { ...whole, context: { tz: 'Mars/Olympus' } }],
    ['`macros` is an object', { ...whole, context: { macros: [] } }],
    ['`lookups.t` is a list of rows', { ...whole, lookups: { t: 'a,b' } }],
    ['The macro `m` has no `definition`', { ...whole, context: { macros: { m: {} } } }],
    ['`args` of the macro `m(1)`', { ...whole, context: { macros: { 'm(1)': { args: 1, definition: 'a' } } } }],
    [
      'The macro `m(2)` takes 2 arguments',
      { ...whole, context: { macros: { 'm(2)': { args: 'x', definition: 'a' } } } },
    ],
  ])('fails where it is none: %s', async (problem, given) => {
    const sentence = problem === 'no object' ? 'A case is an object' : problem;
    expect(malformedCase(given)).toContain(sentence);
    expect(await checkCase(readCase(given))).toContain(sentence);
  });

  test('names the keys that mean nothing', () => {
    expect(unknownKeys({ ...whole, expct_error: true, context: { zone: 'UTC' } })).toEqual([
      'expct_error',
      'context.zone',
    ]);
  });
});
