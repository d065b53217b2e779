import { defineCommand } from './define.js';

/** `uniq`: drops rows equal to the one before (spl-commands 5.3). */
export const uniq = defineCommand({
  name: 'uniq',
  kind: 'streaming',
  mode: 'names',
  forms: [],
  options: {},
  lower(args, input) {
    return { kind: 'limit', input, which: { name: 'uniq' }, span: args.span };
  },
  doc: {
    summary: 'Drops a row that is equal to the one before in every field.',
    examples: [
      {
        title: 'Neighbours only',
        spl: 'uniq',
        input: [{ a: '1' }, { a: '1' }, { a: '2' }, { a: '1' }],
        output: [{ a: '1' }, { a: '2' }, { a: '1' }],
      },
    ],
  },
});
