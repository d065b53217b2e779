import { fields, options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean, text } from './options.js';

/** `xyseries`: a list of cells as a table (spl-commands 4.8). */
export const xyseries = defineCommand({
  name: 'xyseries',
  aliases: ['maketable'],
  kind: 'transforming',
  mode: 'words',
  forms: [options(), fields('field', { min: 3 })],
  options: {
    grouped: boolean(false, 'Rows of one x stand together already; their order is kept.'),
    sep: text(': ', 'What stands between value field and name where there are several value fields.'),
    format: text(undefined, 'Column names with `$AGG$` for the value field and `$VAL$` for the name.'),
  },
  lower(args, input) {
    const [x = '', series = '', ...values] = args.fieldNames;
    const { grouped, sep: separator, format } = args.options;
    return {
      kind: 'apply',
      input,
      procedure: { name: 'xyseries', x, series, values, separator, format, grouped },
      span: args.span,
    };
  },
  doc: {
    summary: 'Makes a table of rows (x, name, value): one row per x, one column per name.',
    notes: [
      'Of several rows with the same x and name the last survives. `untable` is the inverse.',
      'A name that is empty or that of x gets `VALUE` before it.',
    ],
    examples: [
      {
        title: 'Cells to a table',
        spl: 'xyseries host field value',
        input: [
          { host: 'a', field: 'cpu', value: '1' },
          { host: 'a', field: 'mem', value: '2' },
          { host: 'b', field: 'cpu', value: '3' },
        ],
        output: [
          { host: 'a', cpu: '1', mem: '2' },
          { host: 'b', cpu: '3' },
        ],
      },
    ],
  },
});
