import { fields as fieldList } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { reportStrayKeywords } from './stray-keywords.js';

/** `table`: these fields, in this order (spl-commands 6.1). */
export const table = defineCommand({
  name: 'table',
  kind: 'transforming',
  mode: 'names',
  forms: [fieldList('field', { min: 1 })],
  options: {},
  lower(args, input, cx) {
    reportStrayKeywords(args.fields, 'table', { as: 'Give new names with `rename a AS b` before.' }, cx);
    return { kind: 'project', input, mode: 'table', patterns: args.fieldNames, span: args.span };
  },
  doc: {
    summary: 'Keeps the listed fields only, as columns in the order written.',
    notes: ['Every row stays, even an empty one. Internal fields are dropped unless named.'],
    examples: [
      {
        title: 'Two columns',
        spl: 'table user host',
        input: [{ host: 'a', user: 'b', src: 'c' }],
        output: [{ user: 'b', host: 'a' }],
      },
    ],
  },
});
