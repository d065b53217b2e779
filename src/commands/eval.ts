import { assignments } from '../syntax/forms.js';
import { defineCommand } from './define.js';

/** `eval`: computes fields (spl-core 1.11). */
export const evalCommand = defineCommand({
  name: 'eval',
  kind: 'streaming',
  mode: 'expression',
  forms: [assignments()],
  options: {},
  lower(args, input, cx) {
    return {
      kind: 'extend',
      input,
      assignments: args.assignments.map((each) => ({
        target: each.target,
        computed: each.computed,
        expression: cx.check(each.expression, 'value'),
      })),
      span: args.span,
    };
  },
  doc: {
    summary: 'Computes fields from an expression; several assignments run from left to right.',
    notes: ['A null result removes the field from the row.', 'A condition cannot be stored: wrap it in `if(..)`.'],
    examples: [
      {
        title: 'Two assignments, the second uses the first',
        spl: 'eval total=price*count, label=item." x".count',
        input: [{ item: 'pen', price: '3', count: '4' }],
        output: [{ item: 'pen', price: '3', count: '4', total: '12', label: 'pen x4' }],
      },
    ],
  },
});
