import { options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { refuse } from './refuse.js';

/** `xmlunescape`: parsed, not run. */
export const xmlunescape = defineCommand({
  name: 'xmlunescape',
  kind: 'unsupported',
  mode: 'names',
  forms: [options()],
  options: {},
  openOptions: true,
  lower: refuse('which fields it reads is not described. Use eval with replace() for the entities in question.'),
  doc: {
    summary: 'Turns the entities of XML into characters.',
    notes: ['Not run: which fields it reads is not described. Use eval with replace() for the entities in question.'],
    examples: [],
  },
});
