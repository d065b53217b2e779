import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean, decimal, integer, text } from './options.js';
import { refuse } from './refuse.js';

/** `kmeans`: parsed, not run (spl-commands 13). */
export const kmeans = defineCommand({
  name: 'kmeans',
  kind: 'unsupported',
  mode: 'names',
  forms: [options(), words('field')],
  options: {
    reps: integer(undefined, 'As in Splunk.'),
    maxiters: integer(undefined, 'As in Splunk.'),
    t: decimal(undefined, 'As in Splunk.'),
    k: text(undefined, 'As in Splunk.'),
    cnumfield: text(undefined, 'As in Splunk.'),
    distype: text(undefined, 'As in Splunk.'),
    showcentroid: boolean(false, 'As in Splunk.'),
  },
  lower: refuse('it begins with random centres, so the groups differ from run to run.'),
  doc: {
    summary: 'Groups rows by the distance of their numbers.',
    notes: ['Not run: it begins with random centres, so the groups differ from run to run.'],
    examples: [],
  },
});
