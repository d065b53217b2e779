import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { refuse } from './refuse.js';

/** `savedsearch`: parsed, not run (spl-commands 13). */
export const savedsearch = defineCommand({
  name: 'savedsearch',
  kind: 'unsupported',
  mode: 'names',
  forms: [options(), words('saved search', { min: 1, max: 1 })],
  options: {},
  openOptions: true,
  lower: refuse('saved searches are on a Splunk server. Write the search itself.'),
  doc: {
    summary: 'Runs a saved search.',
    notes: ['Not run: saved searches are on a Splunk server. Write the search itself.'],
    examples: [],
  },
});
