import { options } from '../syntax/forms.js';
import { text } from './options.js';
import { refusedCommand } from './refused-command.js';

/** `correlate`: parsed, not run (spl-commands 13). */
export const correlate = refusedCommand({
  name: 'correlate',
  mode: 'names',
  forms: [options()],
  options: {
    type: text(undefined, 'As in Splunk.'),
  },
  summary: 'Shows how often fields occur together.',
  reason: 'its scores are not described well enough to compute the same numbers.',
});
