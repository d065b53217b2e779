import { options, words } from '../syntax/forms.js';
import { boolean, text } from './options.js';
import { refusedCommand } from './refused-command.js';

/** `cyberchef`: parsed, not run (spl-commands 13). */
export const cyberchef = refusedCommand({
  name: 'cyberchef',
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
  summary: 'Runs a CyberChef recipe on a field.',
  reason: 'it comes from another app (CyberChef for Splunk), which is not part of escudo.',
});
