import { options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { integer } from './options.js';
/** `abstract`: a short text for people (spl-commands 13); the rows pass unchanged. */
export const abstract = defineCommand({
  name: 'abstract',
  aliases: ['excerpt'],
  kind: 'streaming',
  mode: 'names',
  forms: [options()],
  options: {
    maxterms: integer(1000, 'How many terms to match.', { min: 1 }),
    maxlines: integer(10, 'How many lines to show.', { min: 1 }),
  },
  lower(_args, input) {
    return input;
  },
  doc: {
    summary: 'Shortens events for display. The rows pass unchanged.',
    examples: [{ title: 'Rows pass', spl: 'abstract maxlines=5', input: [{ a: '1' }], output: [{ a: '1' }] }],
  },
});
