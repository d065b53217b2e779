import { options } from '../syntax/forms.js';
import { integer, text } from './options.js';
import { refusedCommand } from './refused-command.js';

/** `folderize`: parsed, not run (spl-commands 13). */
export const folderize = refusedCommand({
  name: 'folderize',
  mode: 'names',
  forms: [options()],
  options: {
    attr: text(undefined, 'As in Splunk.'),
    sep: text(undefined, 'As in Splunk.'),
    size: text(undefined, 'As in Splunk.'),
    minfolders: integer(undefined, 'As in Splunk.'),
    maxfolders: integer(undefined, 'As in Splunk.'),
  },
  summary: 'Groups rows into folders by their names.',
  reason: 'how it chooses the folders is not described well enough to give the same ones.',
});
