import { options } from '../syntax/forms.js';
import { boolean, text } from './options.js';
import { refusedCommand } from './refused-command.js';

/** `dbinspect`: parsed, not run (spl-commands 13). */
export const dbinspect = refusedCommand({
  name: 'dbinspect',
  mode: 'names',
  forms: [options()],
  options: {
    index: text(undefined, 'As in Splunk.'),
    span: text(undefined, 'As in Splunk.'),
    timeformat: text(undefined, 'As in Splunk.'),
    corruptonly: boolean(false, 'As in Splunk.'),
    cached: boolean(false, 'As in Splunk.'),
  },
  summary: 'Lists the buckets of indexes.',
  reason: 'it reports on the storage of a Splunk server.',
});
