import { options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean, integer, text } from './options.js';
import { refuse } from './refuse.js';

/** `diff`: parsed, not run (spl-commands 13). */
export const diff = defineCommand({
  name: 'diff',
  kind: 'unsupported',
  mode: 'names',
  forms: [options()],
  options: {
    position1: integer(undefined, 'As in Splunk.'),
    position2: integer(undefined, 'As in Splunk.'),
    attribute: text(undefined, 'As in Splunk.'),
    diffheader: boolean(false, 'As in Splunk.'),
    context: boolean(false, 'As in Splunk.'),
    maxlen: integer(undefined, 'As in Splunk.'),
  },
  lower: refuse('how it writes the difference is not described.'),
  doc: {
    summary: 'Shows the difference of two rows.',
    notes: ['Not run: how it writes the difference is not described.'],
    examples: [],
  },
});
