import { options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean } from './options.js';
import { refuse } from './refuse.js';

/** `history`: parsed, not run (spl-commands 13). */
export const history = defineCommand({
  name: 'history',
  kind: 'unsupported',
  mode: 'names',
  forms: [options()],
  options: {
    events: boolean(false, 'As in Splunk.'),
  },
  lower: refuse('the search history is on a Splunk server.'),
  doc: {
    summary: 'Lists the searches a user has run.',
    notes: ['Not run: the search history is on a Splunk server.'],
    examples: [],
  },
});
