import { defineCommand } from './define.js';

/** `addinfo`: facts about the search in every row (spl-commands 10.2). */
export const addinfo = defineCommand({
  name: 'addinfo',
  kind: 'streaming',
  mode: 'names',
  forms: [],
  options: {},
  lower(args, input) {
    return { kind: 'extract', input, method: { name: 'addinfo' }, span: args.span };
  },
  doc: {
    summary: 'Adds `info_min_time`, `info_max_time` (the time range), `info_search_time` and `info_sid`.',
    notes: ['Without a bound `info_min_time` is 0 and `info_max_time` is `+Infinity`.'],
    examples: [
      {
        title: 'A search over all time',
        spl: 'addinfo | fields info_min_time info_max_time',
        input: [{ a: '1' }],
        output: [{ info_min_time: '0', info_max_time: '+Infinity' }],
      },
    ],
  },
});
