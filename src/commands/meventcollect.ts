import { options, words } from '../syntax/forms.js';
import { refusedCommand } from './refused-command.js';

/** `meventcollect`: parsed, not run. */
export const meventcollect = refusedCommand({
  name: 'meventcollect',
  mode: 'names',
  forms: [options(), words('field')],
  options: {},
  openOptions: true,
  summary: 'Writes the events to a metric index.',
  reason: 'it writes data points to a metric index of a Splunk server.',
});
