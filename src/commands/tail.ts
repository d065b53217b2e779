import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { integer } from './options.js';

/** `tail`: the last rows, last first (spl-commands 5.3). */
export const tail = defineCommand({
  name: 'tail',
  kind: 'blocking',
  mode: 'names',
  forms: [options(), words('count', { max: 1 })],
  options: { limit: integer(undefined, 'How many rows.', { min: 0 }) },
  lower(args, input, cx) {
    const word = args.words[0];
    if (word !== undefined && !/^\d+$/.test(word.text)) {
      cx.report('wrong-option-value', { option: 'count', expected: 'a whole number', found: word.text }, word.span);
    }
    if (word !== undefined && args.options.limit !== undefined) {
      cx.report('surplus-argument', { command: 'tail', what: 'two counts' }, word.span);
    }
    const count = args.options.limit ?? Number(word?.text ?? 10);
    return { kind: 'limit', input, which: { name: 'tail', count }, span: args.span };
  },
  doc: {
    summary: 'Keeps the last rows (10 without a count) and turns their order round.',
    examples: [
      {
        title: 'Two rows',
        spl: 'tail 2',
        input: [{ i: '1' }, { i: '2' }, { i: '3' }],
        output: [{ i: '3' }, { i: '2' }],
      },
    ],
  },
});
