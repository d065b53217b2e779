import { options, words } from '../syntax/forms.js';
import { decimal, integer } from './options.js';
import { refusedCommand } from './refused-command.js';

/** `associate`: parsed, not run (spl-commands 13). */
export const associate = refusedCommand({
  name: 'associate',
  mode: 'names',
  forms: [options(), words('field')],
  options: {
    supcnt: integer(undefined, 'As in Splunk.'),
    supfreq: decimal(undefined, 'As in Splunk.'),
    improv: decimal(undefined, 'As in Splunk.'),
  },
  summary: 'Finds relations between fields.',
  reason: 'its measure of entropy is not described well enough to compute the same numbers.',
});
