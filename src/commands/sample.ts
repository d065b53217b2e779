import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { refuse } from './refuse.js';

/** `sample`: parsed, not run. */
export const sample = defineCommand({
  name: 'sample',
  kind: 'unsupported',
  mode: 'names',
  forms: [options(), words('argument')],
  options: {},
  openOptions: true,
  lower: refuse('it needs the Machine Learning Toolkit.'),
  doc: {
    summary: 'Keeps a part of the rows by chance.',
    notes: ['Not run: it needs the Machine Learning Toolkit.'],
    examples: [],
  },
});
