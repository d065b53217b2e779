import { options } from '../syntax/forms.js';
import { refusedCommand } from './refused-command.js';

/** `rtorder`: parsed, not run. */
export const rtorder = refusedCommand({
  name: 'rtorder',
  mode: 'names',
  forms: [options()],
  options: {},
  openOptions: true,
  summary: 'Holds events of a real-time search back to give them in order.',
  reason: 'it orders the events of a real-time search. Use sort.',
});
