import { options, words } from '../syntax/forms.js';
import { decimal, integer, text } from './options.js';
import { refusedCommand } from './refused-command.js';

/** `anomalousvalue`: parsed, not run (spl-commands 13). */
export const anomalousvalue = refusedCommand({
  name: 'anomalousvalue',
  mode: 'names',
  forms: [options(), words('field')],
  options: {
    maxanofreq: decimal(undefined, 'As in Splunk.'),
    minsupcount: integer(undefined, 'As in Splunk.'),
    minsupfreq: decimal(undefined, 'As in Splunk.'),
    minnormfreq: decimal(undefined, 'As in Splunk.'),
    action: text(undefined, 'As in Splunk.'),
    pthresh: decimal(undefined, 'As in Splunk.'),
  },
  summary: 'Finds unusual values of fields.',
  reason: 'its scores are not described well enough to compute the same numbers.',
});
