import { describe, expect, test } from 'vitest';
import { readSettings } from '../../../src/api/options.js';
import { prepare } from '../../../src/api/run.js';
import { Catalog } from '../../../src/content/catalog.js';
import { type FormatCompilers, formatFile } from '../../../src/format/format-file.js';
import { createSource } from '../../../src/source/source.js';

const { settings } = readSettings({ now: 0 });
const compilersOf = (catalog: Catalog): FormatCompilers => ({
  search: (search) => prepare(search, catalog, settings, 'search'),
  macro: (text) => prepare(text, catalog, settings, 'rows'),
});
const compilers = compilersOf(new Catalog());
const format = (text: string, path = 'detections/x.yml') => formatFile(createSource(path, text), path, compilers);

describe('the YAML around a search', () => {
  test.each([
    ['plain', 'a=1 | head', 'search: a=1 | head\n'],
    ['plain with a comment', 'a=1 | head', 'search: a=1 | head # why\n'],
    ['plain over lines', 'a=1 | head', 'search: a=1\n  | head\n'],
    ['single-quoted', "a='x' | head", "search: 'a=''x'' | head'\n"],
    ['double-quoted', 'a="x" | head', 'search: "a=\\"x\\" \\\n  | head"\n'],
    ['folded', 'a=1 | head', 'search: >-\n    a=1\n    | head\n'],
    ['literal with a comment', 'a=1 | head', 'search: | # why\n     a=1 | head\n\n'],
    ['below its key', 'a=1 | head', 'search:\n  a=1 | head\n'],
  ])('stays as it is when the search is %s', (_, search, written) => {
    const before = "name:   'x' # odd   spacing\n\n";
    const after = 'version:  1\n# the end\n';
    const result = format(before + written + after);
    if (result.state !== 'changed') throw new Error(JSON.stringify(result));
    const lines = search.replace(' | ', '\n  | ');
    const note = written.includes('# why') ? ' # why' : '';
    const blank = written.endsWith('\n\n') ? '\n' : '';
    expect(result.text).toBe(`${before}search: |-${note}\n  ${lines}\n${blank}${after}`);
    expect(format(result.text)).toEqual({ state: 'as-it-was' });
  });

  test('keeps line ends of the file', () => {
    const result = format('name: x\r\nsearch: a=1 | head\r\nversion: 1\r\n');
    expect(result).toEqual({
      state: 'changed',
      text: 'name: x\r\nsearch: |-\r\n  a=1\r\n  | head\r\nversion: 1\r\n',
    });
  });

  test('is left alone where that is not safe', () => {
    expect(format('name: x\nsearch: &s a=1 | head\nother: *s\n')).toMatchObject({ state: 'left' });
    expect(format('{name: x, search: "a=1 | head"}\n')).toMatchObject({ state: 'left' });
    expect(format('name: x\nsearch: "a=\\"\\u0007\\"  | head"\n')).toMatchObject({ state: 'left' });
    expect(format('name: [x\n')).toMatchObject({ state: 'left' });
  });

  test('definitions of macros are laid out; those that mean different things in different places are not', () => {
    expect(format('name: m\ndefinition: stats count  by x|head\n', 'macros/m.yml')).toEqual({
      state: 'changed',
      text: 'name: m\ndefinition: |-\n  stats count by x\n  | head\n',
    });
    expect(format("name: m\ndefinition: x='a  b' | head\n", 'macros/m.yml')).toMatchObject({ state: 'left' });
    expect(format('name: s\nnarrative: x\n', 'stories/s.yml')).toEqual({ state: 'no-spl' });
  });
});
