import { expect, test } from 'vitest';
import { markdownCell, markdownCode } from '../../../src/diagnostics/markdown-text.js';

test('a text in the cell of a table is no markup and hides nothing', () => {
  expect(markdownCell('<b>|x|</b>\n@all \u001b[1m')).toBe('\\<b\\>\\|x\\|\\</b\\> @\u200ball ␛\\[1m');
  expect(markdownCode('a`|\n\u202eb')).toBe('`a \\u{202e}b`');
});
