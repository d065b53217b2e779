import { fields, options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean, integer } from './options.js';

/** `selfjoin`: rows joined with later rows of the same set (spl-commands 13). */
export const selfjoin = defineCommand({
  name: 'selfjoin',
  kind: 'blocking',
  mode: 'words',
  forms: [options(), fields('field', { min: 1 })],
  options: {
    overwrite: boolean(true, 'Whether fields of the other row replace those of the first.'),
    max: integer(1, 'How many other rows a row is joined with; 0 for all.', { min: 0 }),
    keepsingle: boolean(false, 'Whether rows without a partner stay.'),
  },
  lower(args, input) {
    const { overwrite, max, keepsingle: keepSingle } = args.options;
    return {
      kind: 'apply',
      input,
      procedure: { name: 'selfjoin', fields: args.fieldNames, overwrite, max, keepSingle },
      span: args.span,
    };
  },
  doc: {
    summary: 'Joins rows with other rows of the same set that agree with them in the fields.',
    examples: [
      {
        title: 'Two halves of one thing',
        spl: 'selfjoin id',
        input: [
          { id: '1', a: 'x' },
          { id: '2', a: 'z' },
          { id: '1', b: 'y' },
        ],
        output: [{ id: '1', a: 'x', b: 'y' }],
      },
    ],
  },
});
