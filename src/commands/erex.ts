import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { integer, text } from './options.js';
import { refuse } from './refuse.js';

/** `erex`: parsed, not run (spl-commands 13). */
export const erex = defineCommand({
  name: 'erex',
  kind: 'unsupported',
  mode: 'names',
  forms: [options(), words('field', { max: 1 })],
  options: {
    examples: text(undefined, 'As in Splunk.'),
    counterexamples: text(undefined, 'As in Splunk.'),
    fromfield: text(undefined, 'As in Splunk.'),
    maxtrainers: integer(undefined, 'As in Splunk.'),
  },
  lower: refuse('the pattern it would learn from the examples cannot be foretold. Write the pattern with rex.'),
  doc: {
    summary: 'Extracts a field by examples.',
    notes: ['Not run: the pattern it would learn from the examples cannot be foretold. Write the pattern with rex.'],
    examples: [],
  },
});
