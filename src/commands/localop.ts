import { options } from '../syntax/forms.js';
import { refusedCommand } from './refused-command.js';

/** `localop`: parsed, not run (spl-commands 13). */
export const localop = refusedCommand({
  name: 'localop',
  mode: 'names',
  forms: [options()],
  options: {},
  summary: 'Runs the rest of the search on the search head only.',
  reason: 'it is about the machines of a Splunk cluster.',
});
