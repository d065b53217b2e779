import { options } from '../syntax/forms.js';
import { refusedCommand } from './refused-command.js';

/** `typeahead`: parsed, not run. */
export const typeahead = refusedCommand({
  name: 'typeahead',
  mode: 'names',
  forms: [options()],
  options: {},
  openOptions: true,
  summary: 'Lists what the search bar would propose.',
  reason: 'it reads the index files of a Splunk server.',
});
