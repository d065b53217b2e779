import { options, words } from '../syntax/forms.js';
import { boolean, decimal, text } from './options.js';
import { refusedCommand } from './refused-command.js';

/** `anomalydetection`: parsed, not run (spl-commands 13). */
export const anomalydetection = refusedCommand({
  name: 'anomalydetection',
  mode: 'names',
  forms: [options(), words('field')],
  options: {
    method: text(undefined, 'As in Splunk.'),
    action: text(undefined, 'As in Splunk.'),
    pthresh: decimal(undefined, 'As in Splunk.'),
    cutoff: boolean(false, 'As in Splunk.'),
  },
  summary: 'Finds unusual events by the frequency of their values.',
  reason: 'how it corrects its threshold is not described, so other events would be found.',
});
