import { options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean, text } from './options.js';
import { refuse } from './refuse.js';

/** `dbinspect`: parsed, not run (spl-commands 13). */
export const dbinspect = defineCommand({
  name: 'dbinspect',
  kind: 'unsupported',
  mode: 'names',
  forms: [options()],
  options: {
    index: text(undefined, 'As in Splunk.'),
    span: text(undefined, 'As in Splunk.'),
    timeformat: text(undefined, 'As in Splunk.'),
    corruptonly: boolean(false, 'As in Splunk.'),
    cached: boolean(false, 'As in Splunk.'),
  },
  lower: refuse('it reports on the storage of a Splunk server.'),
  doc: {
    summary: 'Lists the buckets of indexes.',
    notes: ['Not run: it reports on the storage of a Splunk server.'],
    examples: [],
  },
});
