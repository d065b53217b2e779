import { defineCommand } from './define.js';
import { refuse } from './refuse.js';

/** `require`: parsed, not run. */
export const require = defineCommand({
  name: 'require',
  kind: 'unsupported',
  mode: 'names',
  forms: [],
  options: {},
  lower: refuse('it makes a search fail where there are no rows. Leave it out and look at the number of rows.'),
  doc: {
    summary: 'Fails the search when there are no rows.',
    notes: ['Not run: it makes a search fail where there are no rows. Leave it out and look at the number of rows.'],
    examples: [],
  },
});
