import { fields, options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { text } from './options.js';

/** `fromjson`: the keys of a JSON object as fields (spl-commands 7.5). */
export const fromjson = defineCommand({
  name: 'fromjson',
  kind: 'streaming',
  mode: 'names',
  forms: [options(), fields('field', { min: 1, max: 1 })],
  options: { prefix: text('', 'Text in front of each name.') },
  lower(args, input) {
    const field = args.fieldNames[0] ?? '_raw';
    return {
      kind: 'extract',
      input,
      method: { name: 'fromjson', field, prefix: args.options.prefix },
      span: args.span,
    };
  },
  doc: {
    summary: 'Makes a field of each key of the JSON object in a field.',
    notes: [
      'Arrays become multivalues, objects stay JSON text. A field that exists is overwritten; the source field stays.',
    ],
    examples: [
      {
        title: 'With a prefix',
        spl: 'fromjson Data prefix=d_ | fields d_*',
        input: [{ Data: '{"user":"amy","ports":[22,80],"more":{"a":1}}' }],
        output: [{ d_user: 'amy', d_ports: ['22', '80'], d_more: '{"a":1}' }],
      },
    ],
  },
});
