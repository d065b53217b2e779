import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { refuse } from './refuse.js';

/** `crawl`: parsed, not run. */
export const crawl = defineCommand({
  name: 'crawl',
  kind: 'unsupported',
  mode: 'names',
  forms: [options(), words('kind of source')],
  options: {},
  openOptions: true,
  lower: refuse('it looks for files on the machine of a Splunk server.'),
  doc: {
    summary: 'Looks for files and ports that could be indexed.',
    notes: ['Not run: it looks for files on the machine of a Splunk server.'],
    examples: [],
  },
});
