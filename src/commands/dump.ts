import { options } from '../syntax/forms.js';
import { refusedCommand } from './refused-command.js';

/** `dump`: parsed, not run. */
export const dump = refusedCommand({
  name: 'dump',
  mode: 'names',
  forms: [options()],
  options: {},
  openOptions: true,
  summary: 'Writes the events to files.',
  reason: 'it writes events to files of a Splunk server. Save the results of the run instead.',
});
