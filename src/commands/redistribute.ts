import { clause, fields, options } from '../syntax/forms.js';
import { defineCommand } from './define.js';

/** `redistribute`: the rows pass unchanged. */
export const redistribute = defineCommand({
  name: 'redistribute',
  kind: 'streaming',
  mode: 'names',
  forms: [options(), clause('by', [fields()])],
  options: {},
  openOptions: true,
  lower(_args, input) {
    return input;
  },
  doc: {
    summary: 'Spreads the rows over the machines of a Splunk cluster. The rows pass unchanged.',
    examples: [{ title: 'Rows pass', spl: 'redistribute by a', input: [{ a: '1' }], output: [{ a: '1' }] }],
  },
});
