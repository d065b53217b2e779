import { options } from '../syntax/forms.js';
import { refusedCommand } from './refused-command.js';

/** `bucketdir`: parsed, not run. */
export const bucketdir = refusedCommand({
  name: 'bucketdir',
  mode: 'names',
  forms: [options()],
  options: {},
  openOptions: true,
  summary: 'Groups rows with paths into folders.',
  reason: 'how it chooses the folders is not described well enough to give the same ones.',
});
