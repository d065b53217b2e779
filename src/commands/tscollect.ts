import { options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean, text } from './options.js';
import { refuse } from './refuse.js';

/** `tscollect`: parsed, not run (spl-commands 13). */
export const tscollect = defineCommand({
  name: 'tscollect',
  kind: 'unsupported',
  mode: 'names',
  forms: [options()],
  options: {
    namespace: text(undefined, 'As in Splunk.'),
    keepresults: boolean(false, 'As in Splunk.'),
    squashcase: boolean(false, 'As in Splunk.'),
  },
  lower: refuse('it writes index files of a Splunk server.'),
  doc: {
    summary: 'Writes rows to a summary file.',
    notes: ['Not run: it writes index files of a Splunk server.'],
    examples: [],
  },
});
