import { options, words } from '../syntax/forms.js';
import { refusedCommand } from './refused-command.js';

/** `mcollect`: parsed, not run. */
export const mcollect = refusedCommand({
  name: 'mcollect',
  mode: 'names',
  forms: [options(), words('field')],
  options: {},
  openOptions: true,
  summary: 'Writes the rows to a metric index.',
  reason: 'it writes data points to a metric index of a Splunk server.',
});
