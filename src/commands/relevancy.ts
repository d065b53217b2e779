import { defineCommand } from './define.js';

/** `relevancy`: how well an event fits the search (spl-commands 13); the rows pass unchanged. */
export const relevancy = defineCommand({
  name: 'relevancy',
  kind: 'streaming',
  mode: 'names',
  forms: [],
  options: {},
  lower(_args, input) {
    return input;
  },
  doc: {
    summary: 'Would say how well an event fits the search terms. The rows pass unchanged.',
    examples: [{ title: 'Rows pass', spl: 'relevancy', input: [{ a: '1' }], output: [{ a: '1' }] }],
  },
});
