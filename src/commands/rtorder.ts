import { options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { refuse } from './refuse.js';

/** `rtorder`: parsed, not run. */
export const rtorder = defineCommand({
  name: 'rtorder',
  kind: 'unsupported',
  mode: 'names',
  forms: [options()],
  options: {},
  openOptions: true,
  lower: refuse('it orders the events of a real-time search. Use sort.'),
  doc: {
    summary: 'Holds events of a real-time search back to give them in order.',
    notes: ['Not run: it orders the events of a real-time search. Use sort.'],
    examples: [],
  },
});
