import { options, words } from '../syntax/forms.js';
import { refusedCommand } from './refused-command.js';

/** `sample`: parsed, not run. */
export const sample = refusedCommand({
  name: 'sample',
  mode: 'names',
  forms: [options(), words('argument')],
  options: {},
  openOptions: true,
  summary: 'Keeps a part of the rows by chance.',
  reason: 'it needs the Machine Learning Toolkit.',
});
