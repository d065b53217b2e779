import { expression } from '../syntax/forms.js';
import { defineCommand } from './define.js';

/** `where`: keeps the rows for which an eval condition is true (spl-core 1.11). */
export const where = defineCommand({
  name: 'where',
  kind: 'streaming',
  mode: 'expression',
  forms: [expression()],
  options: {},
  lower(args, input, cx) {
    const condition = cx.check(args.expressions[0]!, 'condition');
    return { kind: 'filter', input, condition: { language: 'eval', expression: condition }, span: args.span };
  },
  doc: {
    summary: 'Keeps the rows for which an eval condition is true; null counts as false.',
    notes: [
      'Bare words are fields, text needs double quotes, field names with special characters need single quotes.',
      'Text compares with letter case, and `=` knows no wildcards: use `like()`, `match()` or `search`.',
    ],
    examples: [
      {
        title: 'Comparing two fields',
        spl: 'where bytes_out > bytes_in',
        input: [
          { bytes_in: '10', bytes_out: '9' },
          { bytes_in: '9', bytes_out: '10' },
        ],
        output: [{ bytes_in: '9', bytes_out: '10' }],
      },
    ],
  },
});
