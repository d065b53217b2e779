import { options, words } from '../syntax/forms.js';
import { boolean, decimal, integer, text } from './options.js';
import { refusedCommand } from './refused-command.js';

/** `anomalies`: parsed, not run (spl-commands 13). */
export const anomalies = refusedCommand({
  name: 'anomalies',
  mode: 'names',
  forms: [options(), words('by clause')],
  options: {
    threshold: decimal(undefined, 'As in Splunk.'),
    labelonly: boolean(false, 'As in Splunk.'),
    normalize: boolean(false, 'As in Splunk.'),
    maxvalues: integer(undefined, 'As in Splunk.'),
    field: text(undefined, 'As in Splunk.'),
    denylist: text(undefined, 'As in Splunk.'),
    denylistthreshold: decimal(undefined, 'As in Splunk.'),
    blacklist: text(undefined, 'As in Splunk.'),
    blacklistthreshold: decimal(undefined, 'As in Splunk.'),
  },
  summary: 'Scores events by how unexpected they are.',
  reason: 'its scores are not described well enough to compute the same numbers.',
});
