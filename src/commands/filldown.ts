import { fields } from '../syntax/forms.js';
import { defineCommand } from './define.js';

/** `filldown`: absent fields take the last value above (spl-commands 5.5). */
export const filldown = defineCommand({
  name: 'filldown',
  kind: 'streaming',
  mode: 'names',
  forms: [fields('field')],
  options: {},
  lower(args, input) {
    const names = args.fieldNames;
    return {
      kind: 'fill',
      input,
      patterns: names.length === 0 ? undefined : names,
      with: { from: 'previous' },
      span: args.span,
    };
  },
  doc: {
    summary: 'Gives absent fields the last value of the rows above.',
    notes: ['Without a list all fields but internal ones are filled; patterns are allowed.'],
    examples: [
      { title: 'A gap', spl: 'filldown a', input: [{ a: '1' }, { b: '2' }], output: [{ a: '1' }, { a: '1', b: '2' }] },
    ],
  },
});
