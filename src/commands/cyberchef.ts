import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean, text } from './options.js';
import { refuse } from './refuse.js';

/** `cyberchef`: parsed, not run (spl-commands 13). */
export const cyberchef = defineCommand({
  name: 'cyberchef',
  kind: 'unsupported',
  mode: 'names',
  forms: [options(), words('operation')],
  options: {
    infield: text(undefined, 'As in Splunk.'),
    outfield: text(undefined, 'As in Splunk.'),
    jsonrecipe: text(undefined, 'As in Splunk.'),
    operation: text(undefined, 'As in Splunk.'),
    dumplist: boolean(false, 'As in Splunk.'),
    debug: boolean(false, 'As in Splunk.'),
  },
  openOptions: true,
  lower: refuse('it comes from another app (CyberChef for Splunk), which is not part of escudo.'),
  doc: {
    summary: 'Runs a CyberChef recipe on a field.',
    notes: ['Not run: it comes from another app (CyberChef for Splunk), which is not part of escudo.'],
    examples: [],
  },
});
