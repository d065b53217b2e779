import { options, words } from '../syntax/forms.js';
import { refusedCommand } from './refused-command.js';

/** `input`: parsed, not run (spl-commands 13). */
export const input = refusedCommand({
  name: 'input',
  mode: 'names',
  forms: [options(), words('add or remove, and settings', { min: 1 })],
  options: {},
  openOptions: true,
  summary: 'Adds or removes inputs of the server.',
  reason: 'it changes the configuration of a Splunk server.',
});
