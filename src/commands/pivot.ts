import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { refuse } from './refuse.js';

/** `pivot`: parsed, not run (spl-commands 13). */
export const pivot = defineCommand({
  name: 'pivot',
  kind: 'unsupported',
  mode: 'names',
  forms: [options(), words('model, data set and report', { min: 3 })],
  options: {},
  openOptions: true,
  lower: refuse('how it writes its columns is not described well enough to give the same ones. Write it as tstats.'),
  doc: {
    summary: 'Makes a report over a data set.',
    notes: [
      'Not run: how it writes its columns is not described well enough to give the same ones. Write it as tstats.',
    ],
    examples: [],
  },
});
