import { options, words } from '../syntax/forms.js';
import { refusedCommand } from './refused-command.js';

/** `runshellscript`: parsed, not run. */
export const runshellscript = refusedCommand({
  name: 'runshellscript',
  mode: 'names',
  forms: [options(), words('argument')],
  options: {},
  openOptions: true,
  summary: 'Runs a script with arguments about the search.',
  reason: 'a search may not run programs.',
});
