import { options, words } from '../syntax/forms.js';
import { text } from './options.js';
import { refusedCommand } from './refused-command.js';

/** `dnstwist`: parsed, not run (spl-commands 13). */
export const dnstwist = refusedCommand({
  name: 'dnstwist',
  mode: 'names',
  forms: [options(), words('domain')],
  options: {
    domainlist: text(undefined, 'As in Splunk.'),
  },
  openOptions: true,
  summary: 'Makes domain names that resemble those of a list.',
  reason: 'it comes from another app (dnstwist), which is not part of escudo.',
});
