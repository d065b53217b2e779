import { fields, options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { integer } from './options.js';

/** `fieldsummary`: statistics of each field (spl-commands 13). */
export const fieldsummary = defineCommand({
  name: 'fieldsummary',
  kind: 'transforming',
  mode: 'words',
  forms: [options(), fields('field')],
  options: { maxvals: integer(100, 'How many values of a field are listed; 0 for all.', { min: 0 }) },
  lower(args, input) {
    const patterns = args.fields.length === 0 ? ['*'] : args.fieldNames;
    return {
      kind: 'apply',
      input,
      procedure: { name: 'fieldsummary', patterns, maxValues: args.options.maxvals },
      span: args.span,
    };
  },
  doc: {
    summary:
      'One row per field: how many values, how many different ones, statistics of the numbers, and the values themselves as JSON.',
    examples: [
      {
        title: 'One field',
        spl: 'fieldsummary x | fields field count distinct_count max numeric_count values',
        input: [{ x: '1' }, { x: '3' }, { x: '3' }],
        output: [
          {
            field: 'x',
            count: '3',
            distinct_count: '2',
            max: '3',
            numeric_count: '3',
            values: '[{"value":"3","count":2},{"value":"1","count":1}]',
          },
        ],
      },
    ],
  },
});
