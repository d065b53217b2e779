import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { refuse } from './refuse.js';

/** `mcatalog`: parsed, not run. */
export const mcatalog = defineCommand({
  name: 'mcatalog',
  kind: 'unsupported',
  mode: 'names',
  forms: [options(), words('aggregation')],
  options: {},
  openOptions: true,
  lower: refuse('it reads the catalog of the metric indexes of a Splunk server. Use mstats over data points.'),
  doc: {
    summary: 'Lists the names and dimensions of metrics.',
    notes: ['Not run: it reads the catalog of the metric indexes of a Splunk server. Use mstats over data points.'],
    examples: [],
  },
});
