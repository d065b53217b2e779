import { options } from '../syntax/forms.js';
import { boolean, integer } from './options.js';
import { refusedCommand } from './refused-command.js';

/** `findtypes`: parsed, not run (spl-commands 13). */
export const findtypes = refusedCommand({
  name: 'findtypes',
  aliases: ['typelearner'],
  mode: 'names',
  forms: [options()],
  options: {
    max: integer(undefined, 'As in Splunk.'),
    notcovered: boolean(false, 'As in Splunk.'),
    useraw: boolean(false, 'As in Splunk.'),
  },
  summary: 'Suggests event types.',
  reason: 'the event types it would suggest depend on the configuration of a Splunk server.',
});
