import { options } from '../syntax/forms.js';
import { boolean } from './options.js';
import { refusedCommand } from './refused-command.js';

/** `history`: parsed, not run (spl-commands 13). */
export const history = refusedCommand({
  name: 'history',
  mode: 'names',
  forms: [options()],
  options: {
    events: boolean(false, 'As in Splunk.'),
  },
  summary: 'Lists the searches a user has run.',
  reason: 'the search history is on a Splunk server.',
});
