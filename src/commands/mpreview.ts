import { options, words } from '../syntax/forms.js';
import { refusedCommand } from './refused-command.js';

/** `mpreview`: parsed, not run. */
export const mpreview = refusedCommand({
  name: 'mpreview',
  aliases: ['msearch'],
  mode: 'names',
  forms: [options(), words('term')],
  options: {},
  openOptions: true,
  summary: 'Shows raw data points of a metric index.',
  reason: 'it reads the raw data points of a metric index of a Splunk server. Use mstats.',
});
