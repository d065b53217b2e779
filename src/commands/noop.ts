import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';

/** `noop`: the rows pass unchanged. */
export const noop = defineCommand({
  name: 'noop',
  kind: 'streaming',
  mode: 'names',
  forms: [options(), words('argument')],
  options: {},
  openOptions: true,
  lower(_args, input) {
    return input;
  },
  doc: {
    summary: 'Does nothing to the rows; its options switch log messages and optimisations of a Splunk server.',
    examples: [
      { title: 'Rows pass', spl: 'noop search_optimization=false', input: [{ a: '1' }], output: [{ a: '1' }] },
    ],
  },
});
