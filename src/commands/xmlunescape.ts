import { options } from '../syntax/forms.js';
import { refusedCommand } from './refused-command.js';

/** `xmlunescape`: parsed, not run. */
export const xmlunescape = refusedCommand({
  name: 'xmlunescape',
  mode: 'names',
  forms: [options()],
  options: {},
  openOptions: true,
  summary: 'Turns the entities of XML into characters.',
  reason: 'which fields it reads is not described. Use eval with replace() for the entities in question.',
});
