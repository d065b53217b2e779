import { describe, expect, it } from 'vitest';
import {
  compileFieldPattern,
  compileFieldPatterns,
  expandPatterns,
  fieldCaptures,
  fitsPattern,
} from '../../../src/values/field-pattern.js';

describe('patterns of fields', () => {
  const cases: readonly (readonly [pattern: string, field: string, captures: readonly string[] | null])[] = [
    ['user', 'user', []],
    ['user', 'users', null],
    ['*', 'user', ['user']],
    ['*', '_time', null],
    ['*_time', '_time', null],
    ['_*', '_time', ['time']],
    ['_time', '_time', []],
    ['src_*', 'SRC_ip', null],
    ['*.*', 'a.b.c', ['a.b', 'c']],
  ];
  it.each(cases)('%s and %s', (pattern, field, captures) => {
    expect(fieldCaptures(pattern, field)).toEqual(captures);
    expect(fitsPattern(pattern, field)).toBe(captures !== null);
    expect(compileFieldPattern(pattern)(field)).toBe(captures !== null);
    expect(compileFieldPatterns(['other', pattern])(field)).toBe(captures !== null);
  });

  it('stand for the names they fit, and plain names for themselves', () => {
    expect(expandPatterns(['b', 'a*', '*'], ['_raw', 'a1', 'c', 'a2'])).toEqual(['b', 'a1', 'a2', 'c']);
  });
});
