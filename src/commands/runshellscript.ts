import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { refuse } from './refuse.js';

/** `runshellscript`: parsed, not run. */
export const runshellscript = defineCommand({
  name: 'runshellscript',
  kind: 'unsupported',
  mode: 'names',
  forms: [options(), words('argument')],
  options: {},
  openOptions: true,
  lower: refuse('a search may not run programs.'),
  doc: {
    summary: 'Runs a script with arguments about the search.',
    notes: ['Not run: a search may not run programs.'],
    examples: [],
  },
});
