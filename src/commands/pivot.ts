import { options, words } from '../syntax/forms.js';
import { refusedCommand } from './refused-command.js';

/** `pivot`: parsed, not run (spl-commands 13). */
export const pivot = refusedCommand({
  name: 'pivot',
  mode: 'names',
  forms: [options(), words('model, data set and report', { min: 3 })],
  options: {},
  openOptions: true,
  summary: 'Makes a report over a data set.',
  reason: 'how it writes its columns is not described well enough to give the same ones. Write it as tstats.',
});
