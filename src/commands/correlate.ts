import { options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { text } from './options.js';
import { refuse } from './refuse.js';

/** `correlate`: parsed, not run (spl-commands 13). */
export const correlate = defineCommand({
  name: 'correlate',
  kind: 'unsupported',
  mode: 'names',
  forms: [options()],
  options: {
    type: text(undefined, 'As in Splunk.'),
  },
  lower: refuse('its scores are not described well enough to compute the same numbers.'),
  doc: {
    summary: 'Shows how often fields occur together.',
    notes: ['Not run: its scores are not described well enough to compute the same numbers.'],
    examples: [],
  },
});
