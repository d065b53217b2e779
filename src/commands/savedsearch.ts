import { options, words } from '../syntax/forms.js';
import { refusedCommand } from './refused-command.js';

/** `savedsearch`: parsed, not run (spl-commands 13). */
export const savedsearch = refusedCommand({
  name: 'savedsearch',
  mode: 'names',
  forms: [options(), words('saved search', { min: 1, max: 1 })],
  options: {},
  openOptions: true,
  summary: 'Runs a saved search.',
  reason: 'saved searches are on a Splunk server. Write the search itself.',
});
