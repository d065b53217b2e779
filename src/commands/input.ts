import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { refuse } from './refuse.js';

/** `input`: parsed, not run (spl-commands 13). */
export const input = defineCommand({
  name: 'input',
  kind: 'unsupported',
  mode: 'names',
  forms: [options(), words('add or remove, and settings', { min: 1 })],
  options: {},
  openOptions: true,
  lower: refuse('it changes the configuration of a Splunk server.'),
  doc: {
    summary: 'Adds or removes inputs of the server.',
    notes: ['Not run: it changes the configuration of a Splunk server.'],
    examples: [],
  },
});
