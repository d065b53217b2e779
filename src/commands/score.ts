import { options, words } from '../syntax/forms.js';
import { refusedCommand } from './refused-command.js';

/** `score`: parsed, not run (spl-commands 13). */
export const score = refusedCommand({
  name: 'score',
  mode: 'names',
  forms: [options(), words('method and fields', { min: 1 })],
  options: {},
  openOptions: true,
  summary: 'Measures the quality of a model.',
  reason: 'it needs the Machine Learning Toolkit.',
});
