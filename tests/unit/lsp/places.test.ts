import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { editBetween, offsetOf, pathOfUri, positionOf, uriOfPath } from '../../../src/lsp/places.js';
import { createSource } from '../../../src/source/source.js';

const texts = fc
  .array(fc.constantFrom('a', 'bc', '\n', '\r\n', '\r', '𝒳', 'é', '\t', ' '), { maxLength: 30 })
  .map((parts) => parts.join(''));

describe('places', () => {
  it('are those that the library of the protocol counts, and lead back to the offset', () => {
    fc.assert(
      fc.property(texts, fc.boolean(), fc.nat(60), (text, marked, at) => {
        const all = marked ? `\ufeff${text}` : text;
        const source = createSource('x', all);
        const document = TextDocument.create('x', 'yaml', 1, all);
        const offset = Math.min(all.length, Math.max(marked ? 1 : 0, at));
        // Between the two characters that end a line there is no place.
        fc.pre(!(all[offset - 1] === '\r' && all[offset] === '\n'));
        const place = positionOf(source, offset);
        expect(place).toEqual(document.positionAt(offset));
        expect(offsetOf(source, place)).toBe(offset);
      }),
    );
  });

  it('outside of the text are the nearest inside', () => {
    const source = createSource('x', 'ab\ncd');
    expect(offsetOf(source, { line: -3, character: 1 })).toBe(0);
    expect(offsetOf(source, { line: Number.NaN, character: 1 })).toBe(0);
    expect(offsetOf(source, { line: 0, character: 99 })).toBe(2);
    expect(offsetOf(source, { line: 1, character: -1 })).toBe(3);
    expect(offsetOf(source, { line: 1, character: Number.NaN })).toBe(3);
    expect(offsetOf(source, { line: 9, character: 9 })).toBe(5);
  });
});

describe('the edit between two texts', () => {
  it('makes one of the other, and takes no character apart', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        const edit = editBetween(createSource('x', before), after);
        if (edit === undefined) {
          expect(after).toBe(before);
          return;
        }
        const document = TextDocument.create('x', 'yaml', 1, before);
        expect(TextDocument.applyEdits(document, [edit])).toBe(after);
        expect(edit.newText).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/);
      }),
    );
  });

  it('is no more than what differs', () => {
    const edit = editBetween(createSource('x', 'a: 1\nb: 2\nc: 3\n'), 'a: 1\nb: 20\nc: 3\n');
    expect(edit).toEqual({ range: { start: { line: 1, character: 4 }, end: { line: 1, character: 4 } }, newText: '0' });
  });
});

describe('addresses', () => {
  it('lead to paths and back, and those of other machines to none', () => {
    expect(pathOfUri('file:///a%20b/c.yml')).toBe('/a b/c.yml');
    expect(uriOfPath('/a b/c.yml')).toBe('file:///a%20b/c.yml');
    expect(uriOfPath('<macro x>')).toBeUndefined();
    for (const uri of ['untitled:Untitled-1', 'http://a/b.yml', 'file:///%zz', 'file://host/x', ''])
      expect(pathOfUri(uri), uri).toBeUndefined();
  });
});
