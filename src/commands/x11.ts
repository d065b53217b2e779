import { options, words } from '../syntax/forms.js';
import { refusedCommand } from './refused-command.js';

/** `x11`: parsed, not run (spl-commands 13). */
export const x11 = refusedCommand({
  name: 'x11',
  mode: 'names',
  forms: [options(), words('period and field', { min: 1 })],
  options: {},
  summary: 'Takes the seasonal part out of a time series.',
  reason: 'its seasonal adjustment is not described well enough to compute the same numbers.',
});
