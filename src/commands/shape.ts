import { options, words } from '../syntax/forms.js';
import { refusedCommand } from './refused-command.js';

/** `shape`: parsed, not run. */
export const shape = refusedCommand({
  name: 'shape',
  mode: 'names',
  forms: [options(), words('field')],
  options: {},
  openOptions: true,
  summary: 'Describes the course of a numeric multivalue in letters.',
  reason: 'the letters that it writes are not described well enough to give the same ones.',
});
