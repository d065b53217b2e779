import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWithLibrary } from '../../../src/content/document.js';
import type { ContentNode } from '../../../src/content/node.js';
import { quickYaml } from '../../../src/content/quick-yaml.js';
import { scalarSource } from '../../../src/content/yaml-source.js';
import { createSource, type Source } from '../../../src/source/source.js';

/** All that readers can ask of a value: its places, its text and where each character of the text stands. */
function seen(file: Source, node: ContentNode): unknown {
  if (node.kind === 'list') return [node.span, node.items.map((item) => seen(file, item))];
  if (node.kind === 'map')
    return [node.span, [...node.entries].map(([key, entry]) => [key, entry.key, seen(file, entry.value)])];
  const { value, text, span, yaml } = node;
  return [
    value,
    text,
    span,
    yaml === undefined
      ? undefined
      : [
          yaml.type,
          scalarSource(file, yaml).origin?.pieces.map(({ start, end, origin, exact }) => [start, end, origin, exact]),
        ],
  ];
}

/** Whether the text is read quickly; it then must be read as by the library. */
function isReadAlike(text: string): boolean {
  const file = createSource('t.yml', text);
  const quick = quickYaml(file);
  if (quick === undefined) return false;
  const { root, diagnostics } = readWithLibrary(file);
  expect(diagnostics, JSON.stringify(text)).toEqual([]);
  expect(root, JSON.stringify(text)).toBeDefined();
  expect(seen(file, quick), JSON.stringify(text)).toEqual(seen(file, root!));
  return true;
}

const plain = [
  'a: b\nc: 1\n',
  'a: b',
  '# yaml-language-server: $schema=x\n\na: b\n',
  'a:\n- x\n- y\nb:\n  - q\n  - r: 1\n    s: 2\n  -   t: |-\n        u\n',
  'a: |-\n  x\n\n    y\nb: z',
  'a: >-\n  x\n  y\n\n  z\n\nb: |\n  q\n\n\nc: d\n',
  "a: 'it''s\n  more\n\n  text'\nb: \"q\\\"\n  r\\\n  \\ s\"\nc: ''\n",
  'a:\nb:\n\nc: x y\n  z | w\n\n  v: w\n',
  'a: \n  b: c\nd:   \n- e\n',
  'a: 0f6a-1\nb: 1e5x\nc: 12:30\n',
  'a:\n  b:\n    c d\n  e: \n    "f g"\nh:\n  i\n  j\n',
  'a: x y\n  | z\n\n\n  "w"\nb: []\nc: {}\n',
  'a:\n  b:\n    c: d\n  e: f\ng: h\n\n\n',
  'a: 2024-01-01\nb: 12\nc: 1.50\nd: True\ne: null\nf: ~\ng: -5\nh: -x y\n',
  'a:\n  - b: c\n    d:\n    - e\n  - f:\n      g: h\n',
];

/** What the library reads in its own way or refuses: none of it may be read quickly and differently. */
const unusual = [
  'a: \nb: c\n',
  'a:   \n\n\nb:  \n',
  'a:\n  b: \nc: d\n',
  'a:\n  |-\n  b\n',
  'a:\n  [b]\n',
  'a:\n  b\nc:\n d: e\n  f\n',
  'a: &x b\nc: *x\n',
  'a: !!str 1\n',
  'a: [b, c]\n',
  'a: {b: c}\n',
  '? a\n: b\n',
  'a: b # c\n',
  'a: b\n# c\nd: e\n',
  'a: b: c\n',
  'a: b\na: c\n',
  '---\na: b\n',
  'a: b\n...\n',
  'a:\tb\n',
  'a: b\n  - c\n',
  'a: |+\n  b\n\n',
  'a: |2\n   b\n',
  'a: |-\n\n   \n  b\n',
  "a: 'b\nc'\n",
  'a: "b" c\n',
  "a: 'b\n",
  '- a\n',
  'a:\n- b\nc\n',
  'a:\n   b: c\n  d: e\n',
  'a: 0x1F\n',
  'a: 1e5\n',
  'a: .inf\n',
  'a: 1_000\n',
  'true: b\n',
  'a: -\n',
  'a:\n  - - b\n',
  'a: `b`\n',
  'a: @b\n',
  'a: %b\n',
  'a: b\r\nc: d\r\n',
  '\ufeffa: b\n',
  'a: |-\nb: c\n',
  'a: >-\n  b\n c\n',
  'a: b\n c: d\n',
  'a: "\\q"\n',
  'a: b\n\n  # c\n',
  'a: x\n --- y\n',
  'a:\n-\n',
  'a: 007\nb: +1\nc: 1.\nd: .5\ne: 123456789012345678901\n',
  'a: "b\n\n\n  c"\n',
  'a: ""\nb: "\\u0041"\n',
  '<<: a\nb: c\n',
  'a: b \nc: d  \n',
  'a: b\u0085c\u2028d\n',
  'a:  b\nc:   |-\n  d\n',
];

describe('the quick YAML reader', () => {
  it('reads the plain form of YAML', () => {
    expect(plain.filter((text) => !isReadAlike(text))).toEqual(['a:\nb:\n\nc: x y\n  z | w\n\n  v: w\n']);
  });

  it('reads unusual text as the library does, or not at all', () => {
    for (const text of unusual) isReadAlike(text);
  });

  it('does so for lines put together at random', () => {
    const word = fc.constantFrom(
      'a',
      'b: c',
      '- d',
      '-',
      'e:',
      "'f'",
      '"g\\n"',
      '|-',
      '>',
      '>-',
      '|',
      '# h',
      ' #i',
      "'j",
      '"k',
      '[]',
      '{}',
      '1',
      '1.5',
      'null',
      'l: |-',
      'm: >-',
      'n: x',
      '- o: p',
      ':',
      'q:r',
      'index=a | b',
      "x''y",
      '"',
      '\\',
      '~',
    );
    const line = fc
      .tuple(fc.integer({ min: 0, max: 4 }), word, fc.constantFrom('', ' ', ' z'))
      .map(([indent, text, tail]) => `${' '.repeat(indent)}${text}${tail}`);
    fc.assert(
      fc.property(
        fc.constantFrom('a: ', 'a:\n', 'top:\n  ', 'x: y\n'),
        fc.array(line, { maxLength: 7 }),
        fc.constantFrom('', '\n', '\n\n'),
        (head, lines, tail) => {
          isReadAlike(head + lines.join('\n') + tail);
        },
      ),
      { numRuns: 5_000 },
    );
  });

  const corpus = new URL('../../../../shared/corpus/escu', import.meta.url).pathname;
  it.skipIf(!existsSync(corpus))(
    'reads nearly all published content (skipped where ../shared is absent)',
    () => {
      const paths = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yml'));
      let quick = 0;
      for (const path of paths) if (isReadAlike(readFileSync(join(corpus, path), 'utf8'))) quick++;
      expect(quick / paths.length).toBeGreaterThan(0.9);
    },
    120_000,
  );
});
