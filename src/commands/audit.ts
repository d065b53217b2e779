import { options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { refuse } from './refuse.js';

/** `audit`: parsed, not run (spl-commands 13). */
export const audit = defineCommand({
  name: 'audit',
  kind: 'unsupported',
  mode: 'names',
  forms: [options()],
  options: {},
  lower: refuse('the audit index is on a Splunk server. Search its events as a log instead.'),
  doc: {
    summary: 'Shows audit events of the server.',
    notes: ['Not run: the audit index is on a Splunk server. Search its events as a log instead.'],
    examples: [],
  },
});
