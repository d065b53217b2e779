import { options } from '../syntax/forms.js';
import { text } from './options.js';
import { refusedCommand } from './refused-command.js';

/** `walklex`: parsed, not run (spl-commands 13). */
export const walklex = refusedCommand({
  name: 'walklex',
  mode: 'names',
  forms: [options()],
  options: {
    type: text(undefined, 'As in Splunk.'),
    prefix: text(undefined, 'As in Splunk.'),
    pattern: text(undefined, 'As in Splunk.'),
    splunk_server: text(undefined, 'As in Splunk.'),
    splunk_server_group: text(undefined, 'As in Splunk.'),
    index: text(undefined, 'As in Splunk.'),
  },
  summary: 'Lists the terms of index files.',
  reason: 'it reads the index files of a Splunk server.',
});
