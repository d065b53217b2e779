import { options, words } from '../syntax/forms.js';
import { refusedCommand } from './refused-command.js';

/** `listmodels`: parsed, not run. */
export const listmodels = refusedCommand({
  name: 'listmodels',
  aliases: ['deletemodel'],
  mode: 'names',
  forms: [options(), words('model')],
  options: {},
  openOptions: true,
  summary: 'Lists the trained models.',
  reason: 'it needs the Machine Learning Toolkit and its trained models.',
});
