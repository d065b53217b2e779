import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { integer } from './options.js';
import { refuse } from './refuse.js';

/** `script`: parsed, not run (spl-commands 13). */
export const script = defineCommand({
  name: 'script',
  aliases: ['run'],
  kind: 'unsupported',
  mode: 'names',
  forms: [options(), words('script', { min: 1 })],
  options: {
    maxinputs: integer(undefined, 'As in Splunk.'),
  },
  lower: refuse('a search may not run programs.'),
  doc: {
    summary: 'Runs an external script on the rows.',
    notes: ['Not run: a search may not run programs.'],
    examples: [],
  },
});
