import { words } from '../syntax/forms.js';
import { defineCommand } from './define.js';

/** `highlight`: terms marked in the display (spl-commands 13); the rows pass unchanged. */
export const highlight = defineCommand({
  name: 'highlight',
  kind: 'streaming',
  mode: 'names',
  forms: [words('term', { min: 1 })],
  options: {},
  lower(_args, input) {
    return input;
  },
  doc: {
    summary: 'Marks terms in the display. The rows pass unchanged.',
    examples: [{ title: 'Rows pass', spl: 'highlight login, logout', input: [{ a: '1' }], output: [{ a: '1' }] }],
  },
});
