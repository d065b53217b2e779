import { options } from '../syntax/forms.js';
import { boolean, integer, text } from './options.js';
import { refusedCommand } from './refused-command.js';

/** `diff`: parsed, not run (spl-commands 13). */
export const diff = refusedCommand({
  name: 'diff',
  mode: 'names',
  forms: [options()],
  options: {
    position1: integer(undefined, 'As in Splunk.'),
    position2: integer(undefined, 'As in Splunk.'),
    attribute: text(undefined, 'As in Splunk.'),
    diffheader: boolean(false, 'As in Splunk.'),
    context: boolean(false, 'As in Splunk.'),
    maxlen: integer(undefined, 'As in Splunk.'),
  },
  summary: 'Shows the difference of two rows.',
  reason: 'how it writes the difference is not described.',
});
