import { options, words } from '../syntax/forms.js';
import { refusedCommand } from './refused-command.js';

/** `fit`: parsed, not run (spl-commands 13). */
export const fit = refusedCommand({
  name: 'fit',
  mode: 'names',
  forms: [options(), words('algorithm and fields', { min: 1 })],
  options: {},
  openOptions: true,
  summary: 'Trains a model on the rows.',
  reason: 'it needs the Machine Learning Toolkit, whose algorithms are not part of escudo.',
});
