import { options, words } from '../syntax/forms.js';
import { refusedCommand } from './refused-command.js';

/** `gauge`: parsed, not run (spl-commands 13). */
export const gauge = refusedCommand({
  name: 'gauge',
  mode: 'names',
  forms: [options(), words('value or range', { min: 1 })],
  options: {},
  summary: 'Prepares a value for a gauge.',
  reason: 'it makes columns for a chart of a dashboard, not results.',
});
