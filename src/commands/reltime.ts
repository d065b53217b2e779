import { defineCommand } from './define.js';

/** `reltime`: how long ago an event was, in words (spl-commands 10.2). */
export const reltime = defineCommand({
  name: 'reltime',
  kind: 'streaming',
  mode: 'names',
  forms: [],
  options: {},
  lower(args, input) {
    return { kind: 'extract', input, method: { name: 'reltime' }, span: args.span };
  },
  doc: {
    summary: 'Writes into `reltime` how long before the search the event was, such as `5 days ago`.',
    examples: [],
  },
});
