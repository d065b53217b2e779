import { options, words } from '../syntax/forms.js';
import { refusedCommand } from './refused-command.js';

/** `crawl`: parsed, not run. */
export const crawl = refusedCommand({
  name: 'crawl',
  mode: 'names',
  forms: [options(), words('kind of source')],
  options: {},
  openOptions: true,
  summary: 'Looks for files and ports that could be indexed.',
  reason: 'it looks for files on the machine of a Splunk server.',
});
