import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { decimal, integer } from './options.js';
import { refuse } from './refuse.js';

/** `arules`: parsed, not run (spl-commands 13). */
export const arules = defineCommand({
  name: 'arules',
  kind: 'unsupported',
  mode: 'names',
  forms: [options(), words('field', { min: 2 })],
  options: {
    sup: integer(undefined, 'As in Splunk.'),
    conf: decimal(undefined, 'As in Splunk.'),
  },
  lower: refuse('its measures are not described well enough to compute the same numbers.'),
  doc: {
    summary: 'Finds association rules between fields.',
    notes: ['Not run: its measures are not described well enough to compute the same numbers.'],
    examples: [],
  },
});
