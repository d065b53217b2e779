import { refusedCommand } from './refused-command.js';

/** `require`: parsed, not run. */
export const require = refusedCommand({
  name: 'require',
  mode: 'names',
  forms: [],
  options: {},
  summary: 'Fails the search when there are no rows.',
  reason: 'it makes a search fail where there are no rows. Leave it out and look at the number of rows.',
});
