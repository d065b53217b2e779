import { options, words } from '../syntax/forms.js';
import { boolean, integer, text } from './options.js';
import { refusedCommand } from './refused-command.js';

/** `rest`: parsed, not run (spl-commands 13). */
export const rest = refusedCommand({
  name: 'rest',
  mode: 'names',
  forms: [options(), words('endpoint', { min: 1, max: 1 })],
  options: {
    count: integer(undefined, 'As in Splunk.'),
    splunk_server: text(undefined, 'As in Splunk.'),
    splunk_server_group: text(undefined, 'As in Splunk.'),
    timeout: integer(undefined, 'As in Splunk.'),
    strict: boolean(false, 'As in Splunk.'),
    'get-arg-name': text(undefined, 'As in Splunk.'),
  },
  openOptions: true,
  summary: 'Reads a REST endpoint of a server.',
  reason: 'it asks the REST API of a running Splunk server.',
});
