import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { refuse } from './refuse.js';

/** `mpreview`: parsed, not run. */
export const mpreview = defineCommand({
  name: 'mpreview',
  aliases: ['msearch'],
  kind: 'unsupported',
  mode: 'names',
  forms: [options(), words('term')],
  options: {},
  openOptions: true,
  lower: refuse('it reads the raw data points of a metric index of a Splunk server. Use mstats.'),
  doc: {
    summary: 'Shows raw data points of a metric index.',
    notes: ['Not run: it reads the raw data points of a metric index of a Splunk server. Use mstats.'],
    examples: [],
  },
});
