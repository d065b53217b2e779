import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { refuse } from './refuse.js';

/** `apply`: parsed, not run (spl-commands 13). */
export const apply = defineCommand({
  name: 'apply',
  kind: 'unsupported',
  mode: 'names',
  forms: [options(), words('model', { min: 1 })],
  options: {},
  openOptions: true,
  lower: refuse(
    'it needs the Machine Learning Toolkit and a trained model, which a search leaves on the server where it was fitted.',
  ),
  doc: {
    summary: 'Applies a trained model to the rows.',
    notes: [
      'Not run: it needs the Machine Learning Toolkit and a trained model, which a search leaves on the server where it was fitted.',
    ],
    examples: [],
  },
});
