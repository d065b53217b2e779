import { aggregations, clause, fields, options } from '../syntax/forms.js';
import { lowerAggregations } from './aggregations.js';
import { defineCommand } from './define.js';
import { groupFields } from './group-fields.js';
import { boolean, integer, text } from './options.js';

/** `stats`: one row per group (spl-commands 3.1). */
export const stats = defineCommand({
  name: 'stats',
  kind: 'transforming',
  mode: 'words',
  forms: [options(), aggregations({ min: 1 }), clause('by', [fields('field', { min: 1 }), options()])],
  options: {
    allnum: boolean(false, 'Numeric functions only for fields whose values are all numbers.'),
    delim: text(' ', 'Separator of list() and values() where they are shown as one text.'),
    partitions: integer(1, 'Has no effect on results.'),
    dedup_splitvals: boolean(false, 'Count a value that repeats inside one multivalue BY field once.'),
  },
  lower(args, input, cx) {
    const lowered = lowerAggregations(args.aggregations, { command: 'stats', expressions: true, wildcards: true }, cx);
    const by = groupFields(args.clause('by')?.fields ?? [], 'stats', lowered, cx);
    return {
      kind: 'aggregate',
      input,
      aggregations: lowered,
      by: by.map((field) => ({ field, bins: undefined })),
      allNumeric: args.options.allnum,
      dedupSplitValues: args.options.dedup_splitvals,
      missingKey: undefined,
      delimiter: args.options.delim,
      span: args.span,
    };
  },
  doc: {
    summary: 'Aggregates the rows: one row in all, or one per combination of the BY fields.',
    notes: [
      'Rows that lack a BY field are dropped; a multivalue BY field counts once for each value.',
      'Rows come out in byte order of the BY values. `values()` is in byte order too, `list()` in input order.',
    ],
    examples: [
      {
        title: 'Counting by a field',
        spl: 'stats count, max(bytes) as most by host',
        input: [{ host: 'b', bytes: '9' }, { host: 'a', bytes: '10' }, { host: 'b', bytes: '30' }, { bytes: '99' }],
        output: [
          { host: 'a', count: '1', most: '10' },
          { host: 'b', count: '2', most: '30' },
        ],
      },
    ],
  },
});
