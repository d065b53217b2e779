import { options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { refuse } from './refuse.js';

/** `typeahead`: parsed, not run. */
export const typeahead = defineCommand({
  name: 'typeahead',
  kind: 'unsupported',
  mode: 'names',
  forms: [options()],
  options: {},
  openOptions: true,
  lower: refuse('it reads the index files of a Splunk server.'),
  doc: {
    summary: 'Lists what the search bar would propose.',
    notes: ['Not run: it reads the index files of a Splunk server.'],
    examples: [],
  },
});
