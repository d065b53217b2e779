import { fields, options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { integer } from './options.js';

/** `mvexpand`: one row per value (spl-commands 5.4). */
export const mvexpand = defineCommand({
  name: 'mvexpand',
  kind: 'streaming',
  mode: 'names',
  forms: [options(), fields('field', { min: 1, max: 1 })],
  options: { limit: integer(0, 'How many values of a row at most; 0 for all.', { min: 0 }) },
  lower(args, input, cx) {
    const field = args.fields[0];
    if (field === undefined) return input;
    if (field.name.startsWith('_'))
      cx.report('wrong-arguments', { name: 'mvexpand', reason: 'cannot expand internal fields' }, field.span);
    if (field.name.includes('*'))
      cx.report('wrong-arguments', { name: 'mvexpand', reason: 'takes no wildcards' }, field.span);
    return { kind: 'unnest', input, field: field.name, limit: args.options.limit, span: args.span };
  },
  doc: {
    summary: 'Makes one row per value of a multivalue field; the other fields are copied.',
    notes: ['A row without the field is removed.'],
    examples: [
      {
        title: 'Two values',
        spl: 'mvexpand ip',
        input: [{ h: 'x', ip: ['1', '2'] }, { h: 'y' }],
        output: [
          { h: 'x', ip: '1' },
          { h: 'x', ip: '2' },
        ],
      },
    ],
  },
});
