import { expect, test } from 'vitest';
import { commandProperty, commandText } from '../../../src/diagnostics/workflow-command.js';

test('lines and signs of the command are encoded, and what acts on a terminal is shown', () => {
  expect(commandText('50%\r\n::error::x\ry\nz')).toBe('50%25%0A::error::x%0Ay%0Az');
  expect(commandText('\u001b[2J\u0007\u202e')).toBe('␛[2J␇\\u{202e}');
  expect(commandProperty('a:b,c\n\u001b')).toBe('a%3Ab%2Cc%0A␛');
});
