import { aggregations, options } from '../syntax/forms.js';
import { lowerChartColumns } from './chart-columns.js';
import { defineCommand } from './define.js';
import {
  binOptions,
  binsOf,
  keyOf,
  lowerColumnSplit,
  refuseWhere,
  splitForms,
  splitOptions,
  splitsOf,
} from './series-split.js';

/** `chart`: a table of aggregations by one or two fields (spl-commands 4.3). */
export const chart = defineCommand({
  name: 'chart',
  kind: 'transforming',
  mode: 'words',
  forms: [options(), aggregations({ min: 1 }), ...splitForms],
  options: { ...splitOptions, ...binOptions },
  lower(args, input, cx) {
    const over = splitsOf(args, 'over');
    const by = splitsOf(args, 'by');
    const [first, second, ...rest] = [...over, ...by];
    const rowName = second === undefined ? first?.field.name : undefined;
    const columns = lowerChartColumns(args.aggregations, 'chart', rowName, cx);
    const surplus = over[1] ?? rest[0];
    if (surplus !== undefined) {
      cx.report(
        'surplus-argument',
        { command: 'chart', what: 'more than one field for the rows and one for the columns' },
        surplus.field.span,
      );
    }
    for (const split of [first, second]) {
      if (split === undefined) continue;
      for (const each of columns.aggregations) {
        if (each.argument.kind !== 'field' || each.argument.name !== split.field.name) continue;
        const reason = `cannot split by \`${split.field.name}\` and use it in a function`;
        cx.report('wrong-arguments', { name: 'chart', reason }, each.span);
      }
    }
    // Bin options before any clause belong to the rows.
    const loose = binsOf(args.optionArguments);
    const row = first === undefined ? undefined : { ...keyOf(first), bins: first.bins ?? loose };
    const { sep, format, cont, dedup_splitvals: dedupSplitValues } = args.options;
    const column =
      second === undefined ? undefined : lowerColumnSplit(second, args, 'chart', columns.outputs.length > 1, cx);
    if (second === undefined) refuseWhere(args, 'chart', cx);
    return {
      kind: 'apply',
      input,
      procedure: {
        name: 'chart',
        ...columns,
        row,
        column,
        dedupSplitValues,
        separator: sep,
        format,
        continuous: cont,
        time: undefined,
      },
      span: args.span,
    };
  },
  doc: {
    summary: 'A table of aggregations: a row per value of one field, and a column per value of another.',
    notes: [
      'Cells without events are 0 for `count` and absent for every other function.',
      'At most 10 columns are made of a split, those with the largest sums; the rest goes into `OTHER`, events without the field into `NULL`.',
      'With several aggregations columns are called `<aggregation>: <value>`.',
      'A value that is empty, begins with an underscore or is the name of the row field gets `VALUE` before it. A value `NULL` or `OTHER` shares the column of that name.',
    ],
    examples: [
      {
        title: 'Rows by status, columns by host',
        spl: 'chart count over status by host',
        input: [
          { status: '200', host: 'a' },
          { status: '200', host: 'b' },
          { status: '403', host: 'b' },
        ],
        output: [
          { status: '200', a: '1', b: '1' },
          { status: '403', a: '0', b: '1' },
        ],
      },
    ],
  },
});
