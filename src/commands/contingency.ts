import { fields, options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean, decimal, integer, text } from './options.js';

/** `contingency`: how often the values of two fields come together (spl-commands 13). */
export const contingency = defineCommand({
  name: 'contingency',
  aliases: ['counttable', 'ctable'],
  kind: 'transforming',
  mode: 'words',
  forms: [options(), fields('field', { min: 2, max: 2 })],
  options: {
    maxrows: integer(undefined, 'How many rows at most; 0 for all.', { min: 0 }),
    maxcols: integer(undefined, 'How many columns at most; 0 for all.', { min: 0 }),
    mincolcover: decimal(1, 'Share of the events that the columns must cover.', { min: 0, max: 1 }),
    minrowcover: decimal(1, 'Share of the events that the rows must cover.', { min: 0, max: 1 }),
    usetotal: boolean(true, 'Whether a last row and column hold totals.'),
    totalstr: text('TOTAL', 'The name of that row and column.'),
  },
  lower(args, input, cx) {
    const [first = '', second = ''] = args.fieldNames;
    const given = args.options;
    return {
      kind: 'apply',
      input,
      procedure: {
        name: 'contingency',
        first,
        second,
        maxRows: given.maxrows ?? cx.limits.contingencyRows,
        maxColumns: given.maxcols ?? cx.limits.contingencyRows,
        minRowCover: given.minrowcover,
        minColumnCover: given.mincolcover,
        total: given.usetotal ? given.totalstr : undefined,
      },
      span: args.span,
    };
  },
  doc: {
    summary:
      'Counts how often each value of one field comes with each value of another: rows and columns by frequency, with totals.',
    notes: ['The empty text is shown as `EMPTY_STR`.'],
    examples: [
      {
        title: 'Two fields',
        spl: 'contingency a b',
        input: [
          { a: '1', b: 'x' },
          { a: '1', b: 'y' },
          { a: '2', b: 'x' },
        ],
        output: [
          { a: '1', x: '1', y: '1', TOTAL: '2' },
          { a: '2', x: '1', y: '0', TOTAL: '1' },
          { a: 'TOTAL', x: '2', y: '1', TOTAL: '3' },
        ],
      },
    ],
  },
});
