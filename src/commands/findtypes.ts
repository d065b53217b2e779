import { options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean, integer } from './options.js';
import { refuse } from './refuse.js';

/** `findtypes`: parsed, not run (spl-commands 13). */
export const findtypes = defineCommand({
  name: 'findtypes',
  aliases: ['typelearner'],
  kind: 'unsupported',
  mode: 'names',
  forms: [options()],
  options: {
    max: integer(undefined, 'As in Splunk.'),
    notcovered: boolean(false, 'As in Splunk.'),
    useraw: boolean(false, 'As in Splunk.'),
  },
  lower: refuse('the event types it would suggest depend on the configuration of a Splunk server.'),
  doc: {
    summary: 'Suggests event types.',
    notes: ['Not run: the event types it would suggest depend on the configuration of a Splunk server.'],
    examples: [],
  },
});
