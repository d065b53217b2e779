import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { refuse } from './refuse.js';

/** `meventcollect`: parsed, not run. */
export const meventcollect = defineCommand({
  name: 'meventcollect',
  kind: 'unsupported',
  mode: 'names',
  forms: [options(), words('field')],
  options: {},
  openOptions: true,
  lower: refuse('it writes data points to a metric index of a Splunk server.'),
  doc: {
    summary: 'Writes the events to a metric index.',
    notes: ['Not run: it writes data points to a metric index of a Splunk server.'],
    examples: [],
  },
});
