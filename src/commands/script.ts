import { options, words } from '../syntax/forms.js';
import { integer } from './options.js';
import { refusedCommand } from './refused-command.js';

/** `script`: parsed, not run (spl-commands 13). */
export const script = refusedCommand({
  name: 'script',
  aliases: ['run'],
  mode: 'names',
  forms: [options(), words('script', { min: 1 })],
  options: {
    maxinputs: integer(undefined, 'As in Splunk.'),
  },
  summary: 'Runs an external script on the rows.',
  reason: 'a search may not run programs.',
});
