import { defineCommand } from './define.js';
import { fieldWithTarget, fieldWithTargetForms } from './field-with-target.js';
import { integer } from './options.js';

/** `delta`: the difference to an earlier row (spl-commands 4.7). */
export const delta = defineCommand({
  name: 'delta',
  kind: 'streaming',
  mode: 'words',
  forms: fieldWithTargetForms(),
  options: { p: integer(1, 'How many rows before the other value stands.', { min: 1, max: 1_000_000 }) },
  lower(args, input, cx) {
    const { field, as } = fieldWithTarget(args, cx);
    return {
      kind: 'window',
      input,
      compute: { name: 'delta', field, as: as ?? `delta(${field})`, distance: args.options.p },
      span: args.span,
    };
  },
  doc: {
    summary: 'Writes the difference between the value of a field and its value some rows before.',
    notes: [
      'Rows get nothing where either value is no number.',
      'Events come newest first, so differences of `_time` are negative.',
    ],
    examples: [
      {
        title: 'From row to row',
        spl: 'delta count',
        input: [{ count: '10' }, { count: '7' }],
        output: [{ count: '10' }, { count: '7', 'delta(count)': '-3' }],
      },
    ],
  },
});
