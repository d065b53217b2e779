import { options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { duration } from './options.js';
/** `localize`: time ranges around events (spl-commands 13); the rows pass unchanged. */
export const localize = defineCommand({
  name: 'localize',
  kind: 'streaming',
  mode: 'names',
  forms: [options()],
  options: {
    maxpause: duration('The longest pause inside a range.'),
    timebefore: duration('Time added before.'),
    timeafter: duration('Time added after.'),
  },
  lower(_args, input) {
    return input;
  },
  doc: {
    summary: 'Would list the time ranges around the events. The rows pass unchanged.',
    examples: [{ title: 'Rows pass', spl: 'localize maxpause=5m', input: [{ a: '1' }], output: [{ a: '1' }] }],
  },
});
