import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean, field } from './options.js';

/** `transpose`: rows become columns (spl-commands 4.8). */
export const transpose = defineCommand({
  name: 'transpose',
  kind: 'transforming',
  mode: 'words',
  forms: [options(), words('number of rows', { max: 1 })],
  options: {
    column_name: field('column', 'The column that holds the field names.'),
    header_field: field(undefined, 'The field whose values name the new columns.'),
    include_empty: boolean(true, 'Whether fields without any value become rows too.'),
  },
  lower(args, input, cx) {
    const [count] = args.words;
    if (count !== undefined && !/^\d+$/.test(count.text)) {
      cx.report(
        'wrong-arguments',
        { name: 'transpose', reason: 'takes a whole number of rows, 0 for all' },
        count.span,
      );
    }
    const { column_name: column, header_field: header, include_empty: includeEmpty } = args.options;
    const rows = count === undefined ? 5 : Number(count.text);
    return {
      kind: 'apply',
      input,
      procedure: { name: 'transpose', rows, column, header, includeEmpty },
      span: args.span,
    };
  },
  doc: {
    summary: 'Turns rows into columns: one row per field, columns `row 1`, `row 2` and so on.',
    notes: [
      'Five rows are taken unless a number says otherwise; 0 takes all.',
      'A row whose header is absent or empty has the column `row` with its number. A header with the name of the first column gets `VALUE` before it; of rows with the same header the last stands.',
    ],
    examples: [
      {
        title: 'Columns named by a field',
        spl: 'transpose header_field=host',
        input: [
          { host: 'a', count: '1' },
          { host: 'b', count: '2' },
        ],
        output: [{ column: 'count', a: '1', b: '2' }],
      },
    ],
  },
});
