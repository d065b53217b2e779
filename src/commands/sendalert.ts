import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { text } from './options.js';

/** `sendalert`: passes the rows on (spl-commands 13). */
export const sendalert = defineCommand({
  name: 'sendalert',
  kind: 'streaming',
  mode: 'names',
  forms: [options(), words('alert action', { min: 1, max: 1 })],
  options: {
    results_link: text(undefined, 'As in Splunk.'),
    results_path: text(undefined, 'As in Splunk.'),
  },
  openOptions: true,
  lower(args, input, cx) {
    cx.report('action-left-out', { command: 'sendalert' }, args.span);
    return input;
  },
  doc: {
    summary: 'Runs an alert action.',
    notes: ['Nothing is sent: alert actions belong to a Splunk server. The rows pass unchanged, with a warning.'],
    examples: [{ title: 'Rows are passed on', spl: 'sendalert webhook', input: [{ a: '1' }], output: [{ a: '1' }] }],
  },
});
