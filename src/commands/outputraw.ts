import { defineCommand } from './define.js';

/** `outputraw`: the rows pass unchanged. */
export const outputraw = defineCommand({
  name: 'outputraw',
  kind: 'streaming',
  mode: 'names',
  forms: [],
  options: {},
  lower(_args, input) {
    return input;
  },
  doc: {
    summary: 'Shows each row as plain text. The rows pass unchanged.',
    examples: [{ title: 'Rows pass', spl: 'outputraw', input: [{ a: '1' }], output: [{ a: '1' }] }],
  },
});
