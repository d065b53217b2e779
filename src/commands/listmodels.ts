import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { refuse } from './refuse.js';

/** `listmodels`: parsed, not run. */
export const listmodels = defineCommand({
  name: 'listmodels',
  aliases: ['deletemodel'],
  kind: 'unsupported',
  mode: 'names',
  forms: [options(), words('model')],
  options: {},
  openOptions: true,
  lower: refuse('it needs the Machine Learning Toolkit and its trained models.'),
  doc: {
    summary: 'Lists the trained models.',
    notes: ['Not run: it needs the Machine Learning Toolkit and its trained models.'],
    examples: [],
  },
});
