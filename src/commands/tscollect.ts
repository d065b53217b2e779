import { options } from '../syntax/forms.js';
import { boolean, text } from './options.js';
import { refusedCommand } from './refused-command.js';

/** `tscollect`: parsed, not run (spl-commands 13). */
export const tscollect = refusedCommand({
  name: 'tscollect',
  mode: 'names',
  forms: [options()],
  options: {
    namespace: text(undefined, 'As in Splunk.'),
    keepresults: boolean(false, 'As in Splunk.'),
    squashcase: boolean(false, 'As in Splunk.'),
  },
  summary: 'Writes rows to a summary file.',
  reason: 'it writes index files of a Splunk server.',
});
