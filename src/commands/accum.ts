import { defineCommand } from './define.js';
import { fieldWithTarget, fieldWithTargetForms } from './field-with-target.js';

/** `accum`: a running sum (spl-commands 4.7). */
export const accum = defineCommand({
  name: 'accum',
  kind: 'streaming',
  mode: 'words',
  forms: fieldWithTargetForms(),
  options: {},
  lower(args, input, cx) {
    const { field, as } = fieldWithTarget(args, cx);
    return { kind: 'window', input, compute: { name: 'accum', field, as: as ?? field }, span: args.span };
  },
  doc: {
    summary: 'Replaces a field by the sum of its values so far, or writes the sum to a new field.',
    notes: ['Rows without a number in the field get nothing and do not count.'],
    examples: [
      {
        title: 'A running total',
        spl: 'accum bytes as total',
        input: [{ bytes: '1' }, { user: 'x' }, { bytes: '2' }],
        output: [{ bytes: '1', total: '1' }, { user: 'x' }, { bytes: '2', total: '3' }],
      },
    ],
  },
});
