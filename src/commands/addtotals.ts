import type { PlanNode } from '../plan/plan.js';
import { fields, options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean, field, text } from './options.js';

/** `addtotals`: sums across each row, and of each column (spl-commands 4.6). */
export const addtotals = defineCommand({
  name: 'addtotals',
  kind: 'streaming',
  mode: 'names',
  forms: [options(), fields('field')],
  options: {
    row: boolean(true, 'Add the sum of each row.'),
    col: boolean(false, 'Add a last row with the sum of each column.'),
    fieldname: field('Total', 'The field for the sum of a row.'),
    labelfield: field(undefined, 'The field of the last row that gets the label.'),
    label: text('Total', 'The label of the last row.'),
  },
  lower(args, input) {
    const { options: given, span } = args;
    const patterns = args.fieldNames.length === 0 ? ['*'] : args.fieldNames;
    let node: PlanNode = input;
    if (given.row)
      node = { kind: 'extract', input: node, method: { name: 'addtotals', patterns, output: given.fieldname }, span };
    if (!given.col) return node;
    const columns = given.row ? [...patterns, given.fieldname] : patterns;
    return {
      kind: 'apply',
      input: node,
      procedure: { name: 'totals', patterns: columns, labelField: given.labelfield, label: given.label },
      span,
    };
  },
  doc: {
    summary: 'Adds to each row the sum of its numbers; with `col=t` a last row with the sum of each column.',
    notes: ['Only numbers count. Without a list all fields but internal ones are summed; patterns are allowed.'],
    examples: [
      {
        title: 'All numbers of the row',
        spl: 'addtotals',
        input: [{ a: '1', b: '2', s: 'x' }],
        output: [{ a: '1', b: '2', s: 'x', Total: '3' }],
      },
      {
        title: 'Listed fields',
        spl: 'addtotals fieldname=Score, a, b',
        input: [{ a: '1', b: '2', c: '9' }],
        output: [{ a: '1', b: '2', c: '9', Score: '3' }],
      },
    ],
  },
});
