import { options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { refuse } from './refuse.js';

/** `bucketdir`: parsed, not run. */
export const bucketdir = defineCommand({
  name: 'bucketdir',
  kind: 'unsupported',
  mode: 'names',
  forms: [options()],
  options: {},
  openOptions: true,
  lower: refuse('how it chooses the folders is not described well enough to give the same ones.'),
  doc: {
    summary: 'Groups rows with paths into folders.',
    notes: ['Not run: how it chooses the folders is not described well enough to give the same ones.'],
    examples: [],
  },
});
