import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { refuse } from './refuse.js';

/** `shape`: parsed, not run. */
export const shape = defineCommand({
  name: 'shape',
  kind: 'unsupported',
  mode: 'names',
  forms: [options(), words('field')],
  options: {},
  openOptions: true,
  lower: refuse('the letters that it writes are not described well enough to give the same ones.'),
  doc: {
    summary: 'Describes the course of a numeric multivalue in letters.',
    notes: ['Not run: the letters that it writes are not described well enough to give the same ones.'],
    examples: [],
  },
});
