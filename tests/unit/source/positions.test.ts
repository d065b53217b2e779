import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DerivedText } from '../../../src/source/derived-text.js';
import { LineIndex } from '../../../src/source/line-index.js';
import { parentPlace, rootPlace } from '../../../src/source/origin-map.js';
import { createSource } from '../../../src/source/source.js';
import { cover, span } from '../../../src/source/span.js';

describe('lines', () => {
  test('end with LF, CRLF or CR', () => {
    const index = new LineIndex('a\nbc\r\nd\re\n');
    expect([1, 2, 3, 4, 5].map((line) => index.lineText(line))).toEqual(['a', 'bc', 'd', 'e', '']);
    expect(index.lineCount).toBe(5);
    expect(index.positionAt(3)).toEqual({ line: 2, column: 2 });
    expect(index.positionAt(99)).toEqual({ line: 5, column: 1 });
  });

  test('a byte order mark takes no column', () => {
    const index = new LineIndex('\ufeffab');
    expect([index.positionAt(0).column, index.positionAt(1).column, index.positionAt(2).column]).toEqual([1, 1, 2]);
    expect(index.lineText(1)).toBe('ab');
  });

  test('positions and line starts agree', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '\n', '\r', 'é'), { maxLength: 30 }), (parts) => {
        const text = parts.join('');
        const index = new LineIndex(text);
        for (let offset = 0; offset <= text.length; offset++) {
          const { line, column } = index.positionAt(offset);
          expect(index.lineStart(line) + column - 1).toBe(offset);
        }
        const lines = Array.from({ length: index.lineCount }, (_, i) => index.lineText(i + 1));
        expect(lines).toEqual(text.split(/\r\n|\n|\r/));
      }),
    );
  });
});

describe('derived texts', () => {
  const file = createSource('file', "one ''two three");

  test('join neighbouring copies, and keep what was replaced apart', () => {
    const out = new DerivedText();
    out.copy(file, 0, 2);
    out.copy(file, 2, 4);
    out.put("'", file, span(4, 6));
    out.copy(file, 6, 9);
    const derived = out.toSource('derived', { source: file, span: span(0, 0) });
    expect(derived.text).toBe("one 'two");
    expect(derived.origin!.pieces.map((piece) => [piece.start, piece.end, piece.exact])).toEqual([
      [0, 4, true],
      [4, 5, false],
      [5, 8, true],
    ]);
    expect(parentPlace(derived, span(5, 8))).toEqual({ source: file, span: span(6, 9), calls: [] });
    expect(parentPlace(derived, span(4, 5))!.span).toEqual(span(4, 6));
    expect(parentPlace(derived, span(2, 6))!.span).toEqual(span(2, 7));
    expect(parentPlace(derived, span(8, 8))!.span).toEqual(span(9, 9));
    expect(parentPlace(file, span(0, 1))).toBeUndefined();
  });

  test('of nothing have a place', () => {
    const empty = new DerivedText().toSource('empty', { source: file, span: span(3, 5) });
    expect(rootPlace(empty, span(0, 0))).toEqual({ source: file, span: span(3, 5), calls: [] });
  });

  test('lead through any number of levels to the file', () => {
    let source = file;
    for (let i = 0; i < 10; i++) {
      const out = new DerivedText();
      out.put('>', source, span(0, 0));
      out.copy(source, 0, source.text.length);
      source = out.toSource(`level ${i}`, { source, span: span(0, 0) });
    }
    expect(rootPlace(source, span(10, 13))).toEqual({ source: file, span: span(0, 3), calls: [] });
  });
});

test('cover', () => {
  expect(cover(span(3, 4), span(1, 2))).toEqual(span(1, 4));
});
