import { options, words } from '../syntax/forms.js';
import { refusedCommand } from './refused-command.js';

/** `summary`: parsed, not run (spl-commands 13). */
export const summary = refusedCommand({
  name: 'summary',
  mode: 'names',
  forms: [options(), words('model', { min: 1, max: 1 })],
  options: {},
  openOptions: true,
  summary: 'Describes a trained model.',
  reason: 'it needs the Machine Learning Toolkit and a trained model.',
});
