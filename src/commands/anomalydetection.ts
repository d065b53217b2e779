import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean, decimal, text } from './options.js';
import { refuse } from './refuse.js';

/** `anomalydetection`: parsed, not run (spl-commands 13). */
export const anomalydetection = defineCommand({
  name: 'anomalydetection',
  kind: 'unsupported',
  mode: 'names',
  forms: [options(), words('field')],
  options: {
    method: text(undefined, 'As in Splunk.'),
    action: text(undefined, 'As in Splunk.'),
    pthresh: decimal(undefined, 'As in Splunk.'),
    cutoff: boolean(false, 'As in Splunk.'),
  },
  lower: refuse('how it corrects its threshold is not described, so other events would be found.'),
  doc: {
    summary: 'Finds unusual events by the frequency of their values.',
    notes: ['Not run: how it corrects its threshold is not described, so other events would be found.'],
    examples: [],
  },
});
