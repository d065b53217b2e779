import { fields, options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { text } from './options.js';

/** `mvcombine`: rows that differ in one field only become one (spl-commands 5.4). */
export const mvcombine = defineCommand({
  name: 'mvcombine',
  kind: 'transforming',
  mode: 'names',
  forms: [options(), fields('field', { min: 1, max: 1 })],
  options: { delim: text(' ', 'What `nomv` puts between the values later.') },
  lower(args, input) {
    const procedure = { name: 'combine', field: args.fieldNames[0] ?? '', delimiter: args.options.delim } as const;
    return { kind: 'apply', input, procedure, span: args.span };
  },
  doc: {
    summary: 'Makes one row of the rows that agree in all other fields; the field becomes multivalue.',
    notes: ['The values are in order of appearance.'],
    examples: [
      {
        title: 'By host',
        spl: 'mvcombine ip',
        input: [
          { h: 'x', ip: '1' },
          { h: 'y', ip: '2' },
          { h: 'x', ip: '3' },
        ],
        output: [
          { h: 'x', ip: ['1', '3'] },
          { h: 'y', ip: '2' },
        ],
      },
    ],
  },
});
