import { options, words } from '../syntax/forms.js';
import { boolean, decimal, integer, text } from './options.js';
import { refusedCommand } from './refused-command.js';

/** `kmeans`: parsed, not run (spl-commands 13). */
export const kmeans = refusedCommand({
  name: 'kmeans',
  mode: 'names',
  forms: [options(), words('field')],
  options: {
    reps: integer(undefined, 'As in Splunk.'),
    maxiters: integer(undefined, 'As in Splunk.'),
    t: decimal(undefined, 'As in Splunk.'),
    k: text(undefined, 'As in Splunk.'),
    cnumfield: text(undefined, 'As in Splunk.'),
    distype: text(undefined, 'As in Splunk.'),
    showcentroid: boolean(false, 'As in Splunk.'),
  },
  summary: 'Groups rows by the distance of their numbers.',
  reason: 'it begins with random centres, so the groups differ from run to run.',
});
