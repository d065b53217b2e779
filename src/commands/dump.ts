import { options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { refuse } from './refuse.js';

/** `dump`: parsed, not run. */
export const dump = defineCommand({
  name: 'dump',
  kind: 'unsupported',
  mode: 'names',
  forms: [options()],
  options: {},
  openOptions: true,
  lower: refuse('it writes events to files of a Splunk server. Save the results of the run instead.'),
  doc: {
    summary: 'Writes the events to files.',
    notes: ['Not run: it writes events to files of a Splunk server. Save the results of the run instead.'],
    examples: [],
  },
});
