import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { refuse } from './refuse.js';

/** `summary`: parsed, not run (spl-commands 13). */
export const summary = defineCommand({
  name: 'summary',
  kind: 'unsupported',
  mode: 'names',
  forms: [options(), words('model', { min: 1, max: 1 })],
  options: {},
  openOptions: true,
  lower: refuse('it needs the Machine Learning Toolkit and a trained model.'),
  doc: {
    summary: 'Describes a trained model.',
    notes: ['Not run: it needs the Machine Learning Toolkit and a trained model.'],
    examples: [],
  },
});
