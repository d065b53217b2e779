import { options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean } from './options.js';
/** `outputtext`: events as text (spl-commands 13); the rows pass unchanged. */
export const outputtext = defineCommand({
  name: 'outputtext',
  kind: 'streaming',
  mode: 'names',
  forms: [options()],
  options: { usexml: boolean(true, 'Has no effect.') },
  lower(_args, input) {
    return input;
  },
  doc: {
    summary: 'Prepares events to be shown as text. The rows pass unchanged.',
    examples: [{ title: 'Rows pass', spl: 'outputtext usexml=false', input: [{ a: '1' }], output: [{ a: '1' }] }],
  },
});
