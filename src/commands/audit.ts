import { options } from '../syntax/forms.js';
import { refusedCommand } from './refused-command.js';

/** `audit`: parsed, not run (spl-commands 13). */
export const audit = refusedCommand({
  name: 'audit',
  mode: 'names',
  forms: [options()],
  options: {},
  summary: 'Shows audit events of the server.',
  reason: 'the audit index is on a Splunk server. Search its events as a log instead.',
});
