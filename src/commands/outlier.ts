import { fields, options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean, choice, decimal } from './options.js';

/** `outlier`: values far from the middle (spl-commands 13). */
export const outlier = defineCommand({
  name: 'outlier',
  aliases: ['outlierfilter'],
  kind: 'blocking',
  mode: 'words',
  forms: [options(), fields('field')],
  options: {
    action: choice(
      ['transform', 'tf', 'remove', 'rm'],
      'transform',
      'Cut the value to the bound, or leave the row out.',
    ),
    mark: boolean(false, 'Put `000` before values that were cut.'),
    param: decimal(2.5, 'How many interquartile ranges from the quartile the bound lies.'),
    uselower: boolean(false, 'Whether there is a lower bound as well.'),
    type: choice(['iqr'], 'iqr', 'The kind of bound.'),
  },
  lower(args, input) {
    const { action, mark, param: factor, uselower: useLower } = args.options;
    const patterns = args.fields.length === 0 ? ['*'] : args.fieldNames;
    const remove = action === 'remove' || action === 'rm';
    return {
      kind: 'apply',
      input,
      procedure: { name: 'outlier', patterns, remove, mark, factor, useLower },
      span: args.span,
    };
  },
  doc: {
    summary:
      'Cuts numbers above the third quartile plus 2.5 interquartile ranges to that bound, or leaves their rows out.',
    examples: [
      {
        title: 'Leaving rows out',
        spl: 'outlier action=rm x',
        input: [{ x: '1' }, { x: '2' }, { x: '3' }, { x: '4' }, { x: '99' }],
        output: [{ x: '1' }, { x: '2' }, { x: '3' }, { x: '4' }],
      },
    ],
  },
});
