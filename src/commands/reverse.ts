import { defineCommand } from './define.js';

/** `reverse`: the rows in the opposite order (spl-commands 5.3). */
export const reverse = defineCommand({
  name: 'reverse',
  kind: 'blocking',
  mode: 'names',
  forms: [],
  options: {},
  lower(args, input) {
    return { kind: 'limit', input, which: { name: 'reverse' }, span: args.span };
  },
  doc: {
    summary: 'Turns the order of the rows round.',
    examples: [
      { title: 'Two rows', spl: 'reverse', input: [{ i: '1' }, { i: '2' }], output: [{ i: '2' }, { i: '1' }] },
    ],
  },
});
