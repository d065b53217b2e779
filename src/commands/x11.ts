import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { refuse } from './refuse.js';

/** `x11`: parsed, not run (spl-commands 13). */
export const x11 = defineCommand({
  name: 'x11',
  kind: 'unsupported',
  mode: 'names',
  forms: [options(), words('period and field', { min: 1 })],
  options: {},
  lower: refuse('its seasonal adjustment is not described well enough to compute the same numbers.'),
  doc: {
    summary: 'Takes the seasonal part out of a time series.',
    notes: ['Not run: its seasonal adjustment is not described well enough to compute the same numbers.'],
    examples: [],
  },
});
