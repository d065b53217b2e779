import { fields, options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { field, text } from './options.js';

/** `addcoltotals`: a last row with the sum of each column (spl-commands 4.6). */
export const addcoltotals = defineCommand({
  name: 'addcoltotals',
  kind: 'blocking',
  mode: 'names',
  forms: [options(), fields('field')],
  options: {
    labelfield: field(undefined, 'The field of the last row that gets the label.'),
    label: text('Total', 'The label of the last row.'),
  },
  lower(args, input) {
    const { options: given, span } = args;
    const patterns = args.fieldNames.length === 0 ? ['*'] : args.fieldNames;
    return {
      kind: 'apply',
      input,
      procedure: { name: 'totals', patterns, labelField: given.labelfield, label: given.label },
      span,
    };
  },
  doc: {
    summary: 'Adds a last row with the sum of each column of numbers.',
    notes: ['The label is written only if `labelfield` names a field.'],
    examples: [
      {
        title: 'With a label',
        spl: 'addcoltotals labelfield=id label=ALL views',
        input: [
          { id: 'a', views: '2', n: '1' },
          { id: 'b', views: '3' },
        ],
        output: [
          { id: 'a', views: '2', n: '1' },
          { id: 'b', views: '3' },
          { id: 'ALL', views: '5' },
        ],
      },
    ],
  },
});
