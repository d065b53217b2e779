import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { refuse } from './refuse.js';

/** `fit`: parsed, not run (spl-commands 13). */
export const fit = defineCommand({
  name: 'fit',
  kind: 'unsupported',
  mode: 'names',
  forms: [options(), words('algorithm and fields', { min: 1 })],
  options: {},
  openOptions: true,
  lower: refuse('it needs the Machine Learning Toolkit, whose algorithms are not part of escudo.'),
  doc: {
    summary: 'Trains a model on the rows.',
    notes: ['Not run: it needs the Machine Learning Toolkit, whose algorithms are not part of escudo.'],
    examples: [],
  },
});
