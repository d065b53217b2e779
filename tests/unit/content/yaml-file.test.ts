import { describe, expect, test } from 'vitest';
import { parseYamlFile } from '../../../src/content/yaml-file.js';
import { keySpan, locate, nodeAt, type YamlPath } from '../../../src/content/yaml-locate.js';
import { scalarSource } from '../../../src/content/yaml-source.js';
import { hasErrors } from '../../../src/diagnostics/diagnostic.js';
import { rootPlace } from '../../../src/source/origin-map.js';
import { createSource } from '../../../src/source/source.js';
import { span } from '../../../src/source/span.js';

function read(text: string) {
  const file = parseYamlFile(createSource('a.yml', text));
  return {
    ...file,
    codes: file.diagnostics.map((each) => each.code),
    value: hasErrors(file.diagnostics) ? undefined : (file.document.toJS() as unknown),
  };
}

test.each([
  ['description: Note: the text', /in quotes/],
  ['a:\n\tb: 1', /with blanks/],
  ['a: 1\n b: 2', /in quotes/],
  ['a: "text', /not closed/],
  ['search: `macro` | stats count', /in single quotes/],
  ['search: %original_detection_search%', /in single quotes/],
  ['cron: */5 * * * *', /in single quotes/],
  ['message: "a" and b', /in single quotes/],
  ['message: "a" and "b" or c', /in single quotes/],
  ['search: | tstats count\nb: 1', /Behind `|`/],
])('%j is said with what to do', (text, advice) => {
  const [first] = read(text).diagnostics;
  expect(first?.code).toBe('yaml-syntax');
  expect(first?.help.join(' ')).toMatch(advice);
});

test('says a mistake once for its line', () => {
  expect(read('a: */5 * * * *\nb: *x *\n').diagnostics.map(({ primary }) => primary!.span.start)).toEqual([7, 21]);
});

describe('locate', () => {
  const text = 'name: x\ntags:\n  list:\n    - one\n    - two: 2\n  empty:\nref: &r {k: v}\nalso: *r\n';
  const { document } = read(text);
  const at = (...path: YamlPath) => {
    const { start, end } = locate(document, path);
    return `${start}:${text.slice(start, end)}`;
  };

  test('points at scalars, and at the keys of collections', () => {
    expect(at('name')).toBe('6:x');
    expect(at('tags')).toBe('8:tags');
    expect(at('tags', 'list', 0)).toBe('28:one');
    expect(at('tags', 'list', 1)).toBe('38:two');
    expect(at('tags', 'list', 1, 'two')).toBe('43:2');
    expect(at('tags', 'empty')).toBe('47:empty');
    expect(at('also', 'k')).toBe('66:v');
  });

  test('points at what is around a missing value', () => {
    expect(at('tags', 'nope', 'deeper')).toBe('8:tags');
    expect(at('tags', 'list', 7)).toBe('16:list');
    expect(at('nope')).toBe('0:name');
    expect(keySpan(document, ['name'])).toEqual(span(0, 4));
    expect(keySpan(document, ['nope'])).toBeUndefined();
    expect(locate(read('').document, ['a'])).toEqual(span(0, 0));
  });
});

describe('what PyYAML accepts and YAML 1.2 does not', () => {
  test.each([
    ["a: 1\nsearch: '| one\n| two\n\n| three'\nb: 2\n", '| one | two\n| three'],
    ['a: 1\nsearch: "| one \\\n| two\\"\n| three" # note\nb: 2\n', '| one | two" | three'],
    ["x:\n  - search: 'one\ntwo'\nsearch: 'one\n\r\n  three\nfour'\r\nb: 2", 'one\nthree four'],
  ])('a quoted text that goes on at column 0 (%#)', (text, value) => {
    const { codes, document, source, diagnostics } = read(text);
    expect(new Set(codes)).toEqual(new Set(['yaml-lenient']));
    expect(document.toJS()).toMatchObject({ search: value, b: 2 });
    const derived = scalarSource(source, nodeAt(document, ['search'])!);
    expect(derived.text).toBe(value);
    for (const word of value.match(/\w+/g)!) {
      const start = derived.text.indexOf(word);
      const place = rootPlace(derived, span(start, start + word.length));
      expect(place.source.text).toBe(text);
      expect(place.span.start).toBe(text.lastIndexOf(word));
    }
    const { fixes, help } = diagnostics[0]!;
    expect([fixes.length, help.length]).toEqual([1, 1]);
    let mended = text;
    for (const { fixes } of diagnostics.toReversed()) {
      const { source, span: at, text: lines } = fixes[0]!;
      const place = rootPlace(source, at);
      mended = mended.slice(0, place.span.start) + lines + mended.slice(place.span.end);
    }
    expect(read(mended).codes).toEqual([]);
    expect(read(mended).value).toEqual(document.toJS());
  });

  test('but not where the meaning is not clear', () => {
    expect(read("a: 'one\nb: two\nc: 'x'\n").codes).toContain('yaml-syntax');
    expect(read("a: 'one\nb two'\n").codes).toEqual(['yaml-lenient']);
    expect(read("a: 'one\n--- \ntwo'\n").codes).toContain('yaml-syntax');
    expect(read("a: 'one\ntwo\n").codes).toContain('yaml-syntax');
    expect(read("a: 'one\ntwo' three\n").codes).toContain('yaml-syntax');
  });
});

describe('mistakes', () => {
  test('keys that occur twice are errors at both places', () => {
    const { diagnostics, document } = read('a: 1\nb: {c: 1, c: 2}\na: 3\n"1": x\n1: y\n');
    expect(diagnostics.map((each) => [each.message, each.primary!.span.start])).toEqual([
      ['The key `a` occurs twice in one mapping.', 21],
      ['The key `c` occurs twice in one mapping.', 15],
    ]);
    expect(diagnostics[0]!.related[0]!.span).toEqual(span(0, 1));
    expect(locate(document, ['a'])).toEqual(span(24, 25));
  });

  test('aliases that explode, loop or lead nowhere', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 12; i++)
      lines.push(
        `a${i}: &a${i} [${Array(9)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      );
    expect(read(lines.join('\n')).codes).toEqual(['yaml-syntax']);
    expect(read('a: &a [1, *a]').codes).toEqual(['yaml-syntax']);
    expect(read('a: *b').codes).toEqual(['yaml-syntax']);
    expect(read('a: &a {x: 1}\nb: {<<: *a, y: 2}').value).toEqual({ a: { x: 1 }, b: { x: 1, y: 2 } });
  });

  test.each(['[', '- ', '{a: ', '? ', '[\n', '- - [[ '])('nesting without end: %j', (part) => {
    expect(read(part.repeat(20_000)).codes).toEqual(['yaml-syntax']);
  });

  test.each([`a: ['${': "'.repeat(200_000)}'] x`, `a: [x] y: ${' '.repeat(600_000)}x`])(
    'quotes on a long line',
    (text) => {
      expect(read(text).codes).toEqual(['yaml-syntax']);
    },
  );

  test('nesting by indentation', () => {
    const nested = (n: number) => Array.from({ length: n }, (_, i) => `${' '.repeat(i)}k:\n`).join('');
    expect(read(nested(90)).codes).toEqual([]);
    expect(read(nested(2000)).codes).toEqual(['yaml-syntax']);
    expect(read(`x: "${'[{'.repeat(500)}"\ny: [${'[],'.repeat(300)}]`).codes).toEqual([]);
  });

  test('keys of objects are only data', () => {
    expect(Object.getPrototypeOf(read('__proto__: {a: 1}\nb: 2').value)).toBe(Object.prototype);
  });

  test('junk gives diagnostics', () => {
    for (const text of [
      '\0\0\0',
      '@',
      '%',
      'a: [',
      '\t- x',
      '"',
      "'",
      '&',
      '*',
      '!',
      '!!js/function x',
      'a: |\n x\n  \ty\n z: [',
    ]) {
      expect(() => read(text)).not.toThrow();
    }
  });
});
