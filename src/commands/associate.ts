import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { decimal, integer } from './options.js';
import { refuse } from './refuse.js';

/** `associate`: parsed, not run (spl-commands 13). */
export const associate = defineCommand({
  name: 'associate',
  kind: 'unsupported',
  mode: 'names',
  forms: [options(), words('field')],
  options: {
    supcnt: integer(undefined, 'As in Splunk.'),
    supfreq: decimal(undefined, 'As in Splunk.'),
    improv: decimal(undefined, 'As in Splunk.'),
  },
  lower: refuse('its measure of entropy is not described well enough to compute the same numbers.'),
  doc: {
    summary: 'Finds relations between fields.',
    notes: ['Not run: its measure of entropy is not described well enough to compute the same numbers.'],
    examples: [],
  },
});
