import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { refuse } from './refuse.js';

/** `searchtxn`: parsed, not run. */
export const searchtxn = defineCommand({
  name: 'searchtxn',
  kind: 'unsupported',
  mode: 'names',
  forms: [options(), words('argument')],
  options: {},
  openOptions: true,
  lower: refuse('transaction types are configured on a Splunk server. Use search and transaction.'),
  doc: {
    summary: 'Finds the transactions of a configured type.',
    notes: ['Not run: transaction types are configured on a Splunk server. Use search and transaction.'],
    examples: [],
  },
});
