import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../src/content/document.js';
import { plainValue } from '../../../src/content/node.js';
import { createSource } from '../../../src/source/source.js';

const codes = (text: string) => {
  const document = readDocument(createSource('a.yml', text));
  return { codes: document.diagnostics.map((each) => each.code), loaded: document.root !== undefined };
};

describe('readDocument', () => {
  it.each([
    ['empty', '', 'content-empty'],
    ['only a comment', '# nothing\n', 'content-empty'],
    ['a list', '- a\n- b\n', 'content-not-a-mapping'],
    ['a word', 'hello\n', 'content-not-a-mapping'],
    ['binary', 'PK\x03\x04\0\0name: x', 'content-not-text'],
    ['broken', 'name: "x\nsearch: [', 'yaml-syntax'],
    ['an alias that contains itself', 'a: &a\n  b: *a\n', 'yaml-syntax'],
    ['an unknown alias', 'a: *nowhere\n', 'yaml-syntax'],
    ['deep nesting', `a: ${'['.repeat(20_000)}`, 'yaml-syntax'],
    ['too long', `a: ${'x'.repeat(500_001)}`, 'content-too-large'],
  ])('refuses a file that is %s', (_, text, code) => {
    const result = codes(text);
    expect(result.codes[0]).toBe(code);
    expect(result.loaded).toBe(false);
  });

  it('refuses an alias bomb quickly', () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(', ')}]`,
    );
    const result = codes(`l0: &l0 [x, x, x]\n${levels.join('\n')}\n`);
    expect(result.loaded).toBe(false);
  });

  it('refuses a great number of aliases quickly, and takes stars in a search for what they are', () => {
    expect(codes(`a: &a x\nb: [${'*a, '.repeat(50_000)}]`)).toEqual({ codes: ['content-too-large'], loaded: false });
    for (const scalar of [
      `|-\n  ${'* *a\n  '.repeat(200)}`,
      `index=* ${'*x* '.repeat(200)}`,
      `"${'*x, '.repeat(200)}"`,
    ]) {
      expect(codes(`search: ${scalar}\n`)).toEqual({ codes: [], loaded: true });
    }
  });

  it('keeps dangerous keys as keys', () => {
    const document = readDocument(createSource('a.yml', '__proto__: {polluted: 1}\nconstructor: c\n'));
    const value = plainValue(document.root!) as Record<string, unknown>;
    expect(Object.keys(value)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('resolves anchors and merge keys', () => {
    const document = readDocument(createSource('a.yml', 'base: &b {x: 1, y: 2}\nuse:\n  <<: *b\n  y: 3\nsame: *b\n'));
    expect(document.diagnostics).toEqual([]);
    expect(JSON.parse(JSON.stringify(plainValue(document.root!)))).toEqual({
      base: { x: 1, y: 2 },
      use: { y: 3, x: 1 },
      same: { x: 1, y: 2 },
    });
  });

  it('keeps the written text of values that YAML reads as something else', () => {
    const document = readDocument(createSource('a.yml', 'version: 1.10\nflag: yes\nwhen: 2024-05-01\nnone: ~\n'));
    const text = (key: string) => {
      const node = document.root!.entries.get(key)!.value;
      return node.kind === 'scalar' ? [node.value, node.text] : undefined;
    };
    expect(text('version')).toEqual([1.1, '1.10']);
    expect(text('flag')).toEqual(['yes', 'yes']);
    expect(text('when')).toEqual(['2024-05-01', '2024-05-01']);
    expect(text('none')).toEqual([null, '']);
  });
});
