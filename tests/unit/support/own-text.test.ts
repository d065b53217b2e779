import { expect, test } from 'vitest';
import { ownText } from '../../../src/support/own-text.js';

const texts = ['', 'a', 'a"b\\c', '\u2028\u0000', '😀', '\ud800 alone', '__proto__', 'x'.repeat(10_000)];

test.each(texts)('%j stays the same text', (text) => {
  expect(ownText(`before ${text} behind`.slice(7, -7))).toBe(text);
});
