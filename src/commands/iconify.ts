import { fields } from '../syntax/forms.js';
import { defineCommand } from './define.js';

/** `iconify`: icons in the display (spl-commands 13); the rows pass unchanged. */
export const iconify = defineCommand({
  name: 'iconify',
  kind: 'streaming',
  mode: 'names',
  forms: [fields('field', { min: 1 })],
  options: {},
  lower(_args, input) {
    return input;
  },
  doc: {
    summary: 'Shows an icon for each value of fields. The rows pass unchanged.',
    examples: [{ title: 'Rows pass', spl: 'iconify eventtype', input: [{ a: '1' }], output: [{ a: '1' }] }],
  },
});
