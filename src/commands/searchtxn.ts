import { options, words } from '../syntax/forms.js';
import { refusedCommand } from './refused-command.js';

/** `searchtxn`: parsed, not run. */
export const searchtxn = refusedCommand({
  name: 'searchtxn',
  mode: 'names',
  forms: [options(), words('argument')],
  options: {},
  openOptions: true,
  summary: 'Finds the transactions of a configured type.',
  reason: 'transaction types are configured on a Splunk server. Use search and transaction.',
});
