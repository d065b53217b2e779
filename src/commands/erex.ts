import { options, words } from '../syntax/forms.js';
import { integer, text } from './options.js';
import { refusedCommand } from './refused-command.js';

/** `erex`: parsed, not run (spl-commands 13). */
export const erex = refusedCommand({
  name: 'erex',
  mode: 'names',
  forms: [options(), words('field', { max: 1 })],
  options: {
    examples: text(undefined, 'As in Splunk.'),
    counterexamples: text(undefined, 'As in Splunk.'),
    fromfield: text(undefined, 'As in Splunk.'),
    maxtrainers: integer(undefined, 'As in Splunk.'),
  },
  summary: 'Extracts a field by examples.',
  reason: 'the pattern it would learn from the examples cannot be foretold. Write the pattern with rex.',
});
