import { defineCommand } from './define.js';
import { lowerTop, topForms, topOptions } from './top.js';

/** `rare`: the least frequent values (spl-commands 4.5). */
export const rare = defineCommand({
  name: 'rare',
  kind: 'transforming',
  mode: 'words',
  forms: topForms,
  options: topOptions,
  lower: (args, input, cx) => ({ kind: 'apply', input, procedure: lowerTop('rare', args, cx), span: args.span }),
  doc: {
    summary: 'The least frequent values of a field, or combinations of values of several, rarest first.',
    examples: [
      {
        title: 'Rarest first',
        spl: 'rare host showperc=f',
        input: [{ host: 'a' }, { host: 'b' }, { host: 'a' }],
        output: [
          { host: 'b', count: '1' },
          { host: 'a', count: '2' },
        ],
      },
    ],
  },
});
