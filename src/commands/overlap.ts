import { defineCommand } from './define.js';
import { refuse } from './refuse.js';

/** `overlap`: parsed, not run. */
export const overlap = defineCommand({
  name: 'overlap',
  kind: 'unsupported',
  mode: 'names',
  forms: [],
  options: {},
  lower: refuse('it looks at the runs of saved searches in a summary index of a Splunk server.'),
  doc: {
    summary: 'Finds events of a summary index that overlap, or gaps between them.',
    notes: ['Not run: it looks at the runs of saved searches in a summary index of a Splunk server.'],
    examples: [],
  },
});
