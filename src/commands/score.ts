import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { refuse } from './refuse.js';

/** `score`: parsed, not run (spl-commands 13). */
export const score = defineCommand({
  name: 'score',
  kind: 'unsupported',
  mode: 'names',
  forms: [options(), words('method and fields', { min: 1 })],
  options: {},
  openOptions: true,
  lower: refuse('it needs the Machine Learning Toolkit.'),
  doc: {
    summary: 'Measures the quality of a model.',
    notes: ['Not run: it needs the Machine Learning Toolkit.'],
    examples: [],
  },
});
