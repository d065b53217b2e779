import { fields, options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { text } from './options.js';

/** `fillnull`: a value for absent fields (spl-commands 5.5). */
export const fillnull = defineCommand({
  name: 'fillnull',
  kind: 'streaming',
  mode: 'names',
  forms: [options(), fields('field')],
  options: { value: text('0', 'The value to fill in.') },
  lower(args, input) {
    const names = args.fieldNames;
    return {
      kind: 'fill',
      input,
      patterns: names.length === 0 ? undefined : names,
      with: { from: 'value', value: args.options.value },
      span: args.span,
    };
  },
  doc: {
    summary: 'Gives absent fields a value, 0 without `value=`.',
    notes: [
      'Without a list the fields that some row has are filled; a field that no row has is not made. A listed field is filled in every row and made where nobody has it.',
      'Without a list all rows must be read before the first comes out.',
    ],
    examples: [
      {
        title: 'Fields of other rows',
        spl: 'fillnull',
        input: [{ a: '5' }, { b: '6' }],
        output: [
          { a: '5', b: '0' },
          { a: '0', b: '6' },
        ],
      },
      {
        title: 'Listed fields',
        spl: 'fillnull value=unknown host user',
        input: [{ host: 'h' }],
        output: [{ host: 'h', user: 'unknown' }],
      },
    ],
  },
});
