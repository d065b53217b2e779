import { options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { refuse } from './refuse.js';

/** `localop`: parsed, not run (spl-commands 13). */
export const localop = defineCommand({
  name: 'localop',
  kind: 'unsupported',
  mode: 'names',
  forms: [options()],
  options: {},
  lower: refuse('it is about the machines of a Splunk cluster.'),
  doc: {
    summary: 'Runs the rest of the search on the search head only.',
    notes: ['Not run: it is about the machines of a Splunk cluster.'],
    examples: [],
  },
});
