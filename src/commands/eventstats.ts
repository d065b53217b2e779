import { aggregations, clause, fields, options } from '../syntax/forms.js';
import { lowerAggregations } from './aggregations.js';
import { defineCommand } from './define.js';
import { groupFields } from './group-fields.js';
import { boolean } from './options.js';

/** `eventstats`: the results of stats on every row of the group (spl-commands 4.1). */
export const eventstats = defineCommand({
  name: 'eventstats',
  kind: 'blocking',
  mode: 'words',
  forms: [options(), aggregations({ min: 1 }), clause('by', [fields('field', { min: 1 }), options()])],
  options: { allnum: boolean(false, 'Numeric functions only for fields whose values are all numbers.') },
  lower(args, input, cx) {
    const lowered = lowerAggregations(
      args.aggregations,
      { command: 'eventstats', expressions: true, wildcards: true },
      cx,
    );
    return {
      kind: 'annotate-groups',
      input,
      aggregations: lowered,
      by: groupFields(args.clause('by')?.fields ?? [], 'eventstats', lowered, cx),
      allNumeric: args.options.allnum,
      span: args.span,
    };
  },
  doc: {
    summary: 'Aggregates as stats does and adds the results to every row; the number and order of rows stay.',
    notes: [
      'Rows that lack a BY field stay and get nothing; rows without the aggregated field get the result of their group.',
      'An existing field with the name of a result is overwritten.',
    ],
    examples: [
      {
        title: 'The average of each city beside every row of it',
        spl: 'eventstats avg(age) as mean by city',
        input: [{ city: 'Rome', age: '25' }, { age: '7' }, { city: 'Rome', age: '31' }, { city: 'Rome' }],
        output: [
          { city: 'Rome', age: '25', mean: '28' },
          { age: '7' },
          { city: 'Rome', age: '31', mean: '28' },
          { city: 'Rome', mean: '28' },
        ],
      },
    ],
  },
});
