import { fields, options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { integer } from './options.js';

/** `xmlkv`: XML elements as fields (spl-commands 7.4). */
export const xmlkv = defineCommand({
  name: 'xmlkv',
  kind: 'streaming',
  mode: 'names',
  forms: [options(), fields('field', { max: 1 })],
  options: { maxinputs: integer(50_000, 'Has no effect: every row is read.', { min: 1 }) },
  lower(args, input) {
    return { kind: 'extract', input, method: { name: 'xmlkv', field: args.fieldNames[0] ?? '_raw' }, span: args.span };
  },
  doc: {
    summary: 'Makes a field of every XML element that holds only text.',
    notes: ['Reads `_raw` unless a field is named. An element that occurs again makes the field multivalue.'],
    examples: [
      {
        title: 'A fragment',
        spl: 'xmlkv Message | fields - Message',
        input: [{ Message: '<d><user>amy</user><port>22</port></d>' }],
        output: [{ user: 'amy', port: '22' }],
      },
    ],
  },
});
