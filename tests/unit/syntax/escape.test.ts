import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quotedText, quoteText } from '../../../src/syntax/escape.js';

describe('a text of eval in quotes', () => {
  test.each([
    [String.raw`"a\nb"`, { value: String.raw`a\nb`, interpreted: 'a\nb' }],
    [String.raw`"a\\nb"`, { value: String.raw`a\nb` }],
    [String.raw`"\\n\t\"\q"`, { value: String.raw`\n\t"\q`, interpreted: '\\n\t"\\q' }],
    [String.raw`"\d+"`, { value: String.raw`\d+` }],
  ])('is what rule U says, and what it is with newlines and tabs where that differs: %s', (image, text) => {
    expect(quotedText(image)).toEqual(text);
    expect(quoteText(text)).toBe(image);
  });

  test('is printed so that it reads back the same', () => {
    const pieces = fc.array(fc.constantFrom('a', 'n', 't', '\\\\', '\\"', '\\n', '\\t', '\\q', "'"));
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = quotedText(`"${parts.join('')}"`);
        expect(quotedText(quoteText(text))).toEqual(text);
      }),
    );
  });
});
