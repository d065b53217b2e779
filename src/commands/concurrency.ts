import { options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { field } from './options.js';

/** `concurrency`: how many rows are under way at once (spl-commands 10.2). */
export const concurrency = defineCommand({
  name: 'concurrency',
  kind: 'blocking',
  mode: 'words',
  forms: [options()],
  options: {
    duration: { ...field(undefined, 'The field with the length of a row in seconds.'), required: true },
    start: field('_time', 'The field with the time a row begins.'),
    output: field('concurrency', 'The field for the result.'),
  },
  lower(args, input) {
    const { duration = '', start, output } = args.options;
    return { kind: 'apply', input, procedure: { name: 'concurrency', duration, start, output }, span: args.span };
  },
  doc: {
    summary: 'Writes to each row how many rows are under way when it begins, itself included.',
    examples: [
      {
        title: 'Sessions',
        spl: 'concurrency duration=d start=s',
        input: [
          { s: '0', d: '10' },
          { s: '5', d: '1' },
        ],
        output: [
          { s: '0', d: '10', concurrency: '1' },
          { s: '5', d: '1', concurrency: '2' },
        ],
      },
    ],
  },
});
