import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { text } from './options.js';
import { refuse } from './refuse.js';

/** `dnstwist`: parsed, not run (spl-commands 13). */
export const dnstwist = defineCommand({
  name: 'dnstwist',
  kind: 'unsupported',
  mode: 'names',
  forms: [options(), words('domain')],
  options: {
    domainlist: text(undefined, 'As in Splunk.'),
  },
  openOptions: true,
  lower: refuse('it comes from another app (dnstwist), which is not part of escudo.'),
  doc: {
    summary: 'Makes domain names that resemble those of a list.',
    notes: ['Not run: it comes from another app (dnstwist), which is not part of escudo.'],
    examples: [],
  },
});
