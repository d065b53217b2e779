import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Document, isScalar, type Node, type Scalar, stringify } from 'yaml';
import { parseYamlFile } from '../../../src/content/yaml-file.js';
import { nodeAt } from '../../../src/content/yaml-locate.js';
import { scalarSource } from '../../../src/content/yaml-source.js';
import { lineIndexOf } from '../../../src/source/line-index.js';
import { rootPlace } from '../../../src/source/origin-map.js';
import { createSource, type Source } from '../../../src/source/source.js';
import { span } from '../../../src/source/span.js';

function load(text: string, ...path: (string | number)[]): { file: Source; scalar: Scalar; derived: Source } {
  const file = createSource('a.yml', text);
  const { document, source } = parseYamlFile(file);
  const scalar = nodeAt(document, path.length === 0 ? ['search'] : path) as Scalar;
  return { file, scalar, derived: scalar === undefined ? file : scalarSource(source, scalar) };
}

/** Checks that `word` of the scalar's text leads to `line:column` of the file, where the same word stands. */
function expectAt(text: string, word: string, position: string): void {
  const { derived } = load(text);
  const start = derived.text.indexOf(word);
  expect(start).toBeGreaterThanOrEqual(0);
  const place = rootPlace(derived, span(start, start + word.length));
  const { line, column } = lineIndexOf(place.source).positionAt(place.span.start);
  expect(`${line}:${column}`).toBe(position);
  expect(text.slice(place.span.start, place.span.end)).toBe(word);
}

function isExactlyMapped(derived: Source): boolean {
  let at = 0;
  for (const piece of derived.origin!.pieces) {
    if (piece.start !== at || piece.origin.end < piece.origin.start) return false;
    const text = derived.text.slice(piece.start, piece.end);
    if (piece.exact && piece.source.text.slice(piece.origin.start, piece.origin.end) !== text) return false;
    at = piece.end;
  }
  return at === derived.text.length;
}

describe('places in the file', () => {
  test.each([
    ['plain', 'a: 1\nsearch: x | stats\n  count | where\n\n  y', { x: '2:9', count: '3:3', y: '5:3' }],
    [
      'single-quoted',
      "search: 'it''s | stats\n  count ''a'' | where\n\n  y'",
      { stats: '1:18', count: '2:3', where: '2:17', y: '4:3' },
    ],
    [
      'double-quoted',
      'search: "a=\\"b\\" \\\n  \\  \\x41 stats\n\n  count\\u00e9 y\\\\n z"',
      { b: '1:14', stats: '2:11', count: '4:3', y: '4:15', z: '4:20' },
    ],
    ['literal', 'search: |-\n    one\n      two\n\n    three\n', { one: '2:5', two: '3:7', three: '5:5' }],
    ['literal, indented', 'search: |2+ # note\n   one\n  two\n', { one: '2:4', two: '3:3' }],
    [
      'folded',
      'search: >-\n  one\n  two\n\n   three\n   four\n  five\n',
      { two: '3:3', three: '5:4', four: '6:4', five: '7:3' },
    ],
    ['CRLF', 'search: |\r\n  one\r\n  two\r\n', { one: '2:3', two: '3:3' }],
    ['CR', 'search: |\r  one\r  two\r', { one: '2:3', two: '3:3' }],
    ['byte order mark', '\ufeffsearch: "one \\t two"', { one: '1:10', two: '1:17' }],
  ])('%s', (_, text, places) => {
    for (const [word, position] of Object.entries(places)) expectAt(text, word, position);
  });

  test('numbers keep their spelling', () => {
    expect(load('search: 0x10').derived.text).toBe('0x10');
  });
});

describe('the text is that of the library, whatever the style', () => {
  const word = fc.constantFrom(
    '|',
    'a',
    ' ',
    '  ',
    '\n',
    '\n\n',
    '\t',
    "'",
    '"',
    '\\',
    '`x`',
    '\u00e9',
    '😀',
    '#',
    ': ',
    '\r',
    '\u2028',
  );
  const texts = fc.array(word, { maxLength: 20 }).map((words) => words.join(''));
  const types = fc.constantFrom('PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED');

  test('for texts that the library writes', () => {
    const coarse = { count: 0, all: 0 };
    fc.assert(
      fc.property(texts, types, fc.integer({ min: 1, max: 4 }), fc.boolean(), (text, type, indent, crlf) => {
        const options = { defaultStringType: type as Scalar.Type, indent, lineWidth: 20 };
        const yaml = stringify({ a: { search: text, b: [text] } }, options).replace(/\n/g, crlf ? '\r\n' : '\n');
        for (const path of [
          ['a', 'search'],
          ['a', 'b', 0],
        ]) {
          const { derived, scalar } = load(yaml, ...path);
          // The library writes a few texts that it does not read.
          if (scalar === undefined) continue;
          expect(derived.text).toBe(scalar.value);
          expect(isExactlyMapped(derived)).toBe(true);
          const only = derived.origin!.pieces[0]!;
          coarse.all++;
          if (derived.origin!.pieces.length === 1 && !only.exact && derived.text.length > 1 && /\w/.test(text))
            coarse.count++;
        }
      }),
      { numRuns: 3000 },
    );
    expect(coarse.all).toBeGreaterThan(5500);
    expect(coarse.count / coarse.all).toBeLessThan(0.002);
  });

  test('for texts that only a person writes', () => {
    const part = fc.constantFrom(
      'a',
      'b c',
      ' ',
      '\t',
      '\n',
      '\n  ',
      '\n   ',
      '\n    ',
      "''",
      '\\"',
      '\\\n',
      '\\n',
      '\\x41',
      '\\u263a',
      '\\ ',
      '\r\n  ',
      '#',
    );
    const body = fc.array(part, { maxLength: 14 }).map((parts) => parts.join(''));
    const heads = fc.constantFrom(
      ['"', '"'],
      ["'", "'"],
      ['', ''],
      ['|\n  ', ''],
      ['>\n  ', ''],
      ['|+1\n  ', '\n\n'],
      ['>-\n\n  ', '\n \n'],
      ['>+\n   ', ''],
    );
    let checked = 0;
    fc.assert(
      fc.property(body, heads, fc.boolean(), (text, [head, tail], nested) => {
        const yaml = nested ? `x:\n - search: ${head}${text}${tail}\n` : `search: ${head}${text}${tail}\n`;
        const { document, source, diagnostics } = parseYamlFile(createSource('a.yml', yaml));
        if (diagnostics.length > 0) return;
        const node = nodeAt(document as Document<Node>, nested ? ['x', 0, 'search'] : ['search']);
        if (!isScalar(node) || typeof node.value !== 'string') return;
        checked++;
        const derived = scalarSource(source, node);
        expect(derived.text).toBe(node.value);
        expect(isExactlyMapped(derived)).toBe(true);
        const [piece] = derived.origin!.pieces;
        const isCoarse = derived.text.length > 3 && derived.origin!.pieces.length === 1 && !piece!.exact;
        if (isCoarse && /\w/.test(node.value)) throw new Error(`coarse map for ${JSON.stringify(yaml)}`);
      }),
      { numRuns: 5000 },
    );
    expect(checked).toBeGreaterThan(1000);
  });
});
