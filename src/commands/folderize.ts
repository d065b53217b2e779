import { options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { integer, text } from './options.js';
import { refuse } from './refuse.js';

/** `folderize`: parsed, not run (spl-commands 13). */
export const folderize = defineCommand({
  name: 'folderize',
  kind: 'unsupported',
  mode: 'names',
  forms: [options()],
  options: {
    attr: text(undefined, 'As in Splunk.'),
    sep: text(undefined, 'As in Splunk.'),
    size: text(undefined, 'As in Splunk.'),
    minfolders: integer(undefined, 'As in Splunk.'),
    maxfolders: integer(undefined, 'As in Splunk.'),
  },
  lower: refuse('how it chooses the folders is not described well enough to give the same ones.'),
  doc: {
    summary: 'Groups rows into folders by their names.',
    notes: ['Not run: how it chooses the folders is not described well enough to give the same ones.'],
    examples: [],
  },
});
