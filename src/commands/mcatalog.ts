import { options, words } from '../syntax/forms.js';
import { refusedCommand } from './refused-command.js';

/** `mcatalog`: parsed, not run. */
export const mcatalog = refusedCommand({
  name: 'mcatalog',
  mode: 'names',
  forms: [options(), words('aggregation')],
  options: {},
  openOptions: true,
  summary: 'Lists the names and dimensions of metrics.',
  reason: 'it reads the catalog of the metric indexes of a Splunk server. Use mstats over data points.',
});
