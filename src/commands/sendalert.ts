import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { text } from './options.js';
import { refuse } from './refuse.js';

/** `sendalert`: parsed, not run (spl-commands 13). */
export const sendalert = defineCommand({
  name: 'sendalert',
  kind: 'unsupported',
  mode: 'names',
  forms: [options(), words('alert action', { min: 1, max: 1 })],
  options: {
    results_link: text(undefined, 'As in Splunk.'),
    results_path: text(undefined, 'As in Splunk.'),
  },
  openOptions: true,
  lower: refuse('alert actions belong to a Splunk server. Act on the findings of the run instead.'),
  doc: {
    summary: 'Runs an alert action.',
    notes: ['Not run: alert actions belong to a Splunk server. Act on the findings of the run instead.'],
    examples: [],
  },
});
