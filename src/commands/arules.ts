import { options, words } from '../syntax/forms.js';
import { decimal, integer } from './options.js';
import { refusedCommand } from './refused-command.js';

/** `arules`: parsed, not run (spl-commands 13). */
export const arules = refusedCommand({
  name: 'arules',
  mode: 'names',
  forms: [options(), words('field', { min: 2 })],
  options: {
    sup: integer(undefined, 'As in Splunk.'),
    conf: decimal(undefined, 'As in Splunk.'),
  },
  summary: 'Finds association rules between fields.',
  reason: 'its measures are not described well enough to compute the same numbers.',
});
