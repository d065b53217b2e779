import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { refuse } from './refuse.js';

/** `analyzefields`: parsed, not run. */
export const analyzefields = defineCommand({
  name: 'analyzefields',
  aliases: ['af'],
  kind: 'unsupported',
  mode: 'names',
  forms: [options(), words('argument')],
  options: {},
  openOptions: true,
  lower: refuse('how it measures what a field foretells is not described well enough to compute the same numbers.'),
  doc: {
    summary: 'Measures how well numeric fields foretell the value of another field.',
    notes: [
      'Not run: how it measures what a field foretells is not described well enough to compute the same numbers.',
    ],
    examples: [],
  },
});
