import { options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { text } from './options.js';
import { refuse } from './refuse.js';

/** `walklex`: parsed, not run (spl-commands 13). */
export const walklex = defineCommand({
  name: 'walklex',
  kind: 'unsupported',
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
  lower: refuse('it reads the index files of a Splunk server.'),
  doc: {
    summary: 'Lists the terms of index files.',
    notes: ['Not run: it reads the index files of a Splunk server.'],
    examples: [],
  },
});
