import { options, words } from '../syntax/forms.js';
import { refusedCommand } from './refused-command.js';

/** `apply`: parsed, not run (spl-commands 13). */
export const apply = refusedCommand({
  name: 'apply',
  mode: 'names',
  forms: [options(), words('model', { min: 1 })],
  options: {},
  openOptions: true,
  summary: 'Applies a trained model to the rows.',
  reason:
    'it needs the Machine Learning Toolkit and a trained model, which a search leaves on the server where it was fitted.',
});
