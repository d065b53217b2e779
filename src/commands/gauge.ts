import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { refuse } from './refuse.js';

/** `gauge`: parsed, not run (spl-commands 13). */
export const gauge = defineCommand({
  name: 'gauge',
  kind: 'unsupported',
  mode: 'names',
  forms: [options(), words('value or range', { min: 1 })],
  options: {},
  lower: refuse('it makes columns for a chart of a dashboard, not results.'),
  doc: {
    summary: 'Prepares a value for a gauge.',
    notes: ['Not run: it makes columns for a chart of a dashboard, not results.'],
    examples: [],
  },
});
