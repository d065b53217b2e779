import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { decimal, integer, text } from './options.js';
import { refuse } from './refuse.js';

/** `anomalousvalue`: parsed, not run (spl-commands 13). */
export const anomalousvalue = defineCommand({
  name: 'anomalousvalue',
  kind: 'unsupported',
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
  lower: refuse('its scores are not described well enough to compute the same numbers.'),
  doc: {
    summary: 'Finds unusual values of fields.',
    notes: ['Not run: its scores are not described well enough to compute the same numbers.'],
    examples: [],
  },
});
