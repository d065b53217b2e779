import { options } from '../syntax/forms.js';
import { boolean, decimal, text } from './options.js';
import { refusedCommand } from './refused-command.js';

/** `cluster`: parsed, not run (spl-commands 13). */
export const cluster = refusedCommand({
  name: 'cluster',
  aliases: ['slc'],
  mode: 'names',
  forms: [options()],
  options: {
    t: decimal(undefined, 'As in Splunk.'),
    delims: text(undefined, 'As in Splunk.'),
    showcount: boolean(false, 'As in Splunk.'),
    countfield: text(undefined, 'As in Splunk.'),
    labelfield: text(undefined, 'As in Splunk.'),
    field: text(undefined, 'As in Splunk.'),
    labelonly: boolean(false, 'As in Splunk.'),
    match: text(undefined, 'As in Splunk.'),
  },
  summary: 'Groups events whose texts are alike.',
  reason: 'how alike two texts are is not described well enough to give the same groups.',
});
