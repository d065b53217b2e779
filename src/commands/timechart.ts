import { aggregations, options } from '../syntax/forms.js';
import { timeSpanOf } from '../values/time/span.js';
import { lowerChartColumns } from './chart-columns.js';
import { defineCommand } from './define.js';
import { boolean } from './options.js';
import { searchWindow } from './search-window.js';
import {
  binOptions,
  binsOf,
  lowerColumnSplit,
  refuseWhere,
  splitForms,
  splitOptions,
  splitsOf,
} from './series-split.js';

const noBins = {
  span: undefined,
  bins: undefined,
  minimumSpan: undefined,
  start: undefined,
  end: undefined,
  align: undefined,
};

/** `timechart`: aggregations by bins of time (spl-commands 4.4). */
export const timechart = defineCommand({
  name: 'timechart',
  kind: 'transforming',
  mode: 'words',
  forms: [
    options(),
    aggregations({ min: 1 }),
    ...splitForms.filter((form) => form.kind !== 'clause' || !form.keywords.includes('over')),
  ],
  options: {
    ...splitOptions,
    ...binOptions,
    fixedrange: boolean(
      true,
      'Whether the bins fill the time range of the search; f: those from the first to the last event.',
    ),
    partial: boolean(true, 'Whether a first or last bin that the time range cuts is shown.'),
  },
  lower(args, input, cx) {
    const [first, surplus] = splitsOf(args, 'by');
    const rowName = first === undefined ? '_time' : undefined;
    const columns = lowerChartColumns(args.aggregations, 'timechart', rowName, cx);
    if (surplus !== undefined) {
      cx.report('surplus-argument', { command: 'timechart', what: 'more than one split field' }, surplus.field.span);
    }
    const bins = binsOf(args.optionArguments) ?? noBins;
    if (bins.span !== undefined && timeSpanOf(bins.span) === null) {
      const at = args.option('span')!.value.span;
      cx.report(
        'wrong-option-value',
        { option: 'span', expected: 'a length of time', found: cx.source.text.slice(at.start, at.end) },
        at,
      );
    }
    const { sep, format, cont, partial, fixedrange } = args.options;
    // After BY a span of time is about the rows still: `timechart count by host span=1h`.
    const stray = first?.bins;
    const forTime =
      stray !== undefined && bins === noBins && (stray.span === undefined || stray.span.kind !== 'number');
    const column =
      first === undefined
        ? undefined
        : lowerColumnSplit(
            forTime ? { ...first, bins: undefined } : first,
            args,
            'timechart',
            columns.outputs.length > 1,
            cx,
          );
    if (first === undefined) refuseWhere(args, 'timechart', cx);
    return {
      kind: 'apply',
      input,
      procedure: {
        name: 'chart',
        ...columns,
        row: { field: '_time', bins: undefined },
        column,
        dedupSplitValues: args.options.dedup_splitvals,
        separator: sep,
        format,
        continuous: cont,
        time: { partial, fixedRange: fixedrange, bins: forTime ? stray : bins, window: searchWindow(input) },
      },
      span: args.span,
    };
  },
  doc: {
    summary: 'Aggregations over time: one row per bin of `_time`, and a column per value of a split field.',
    notes: [
      'Bins without events have rows too, with 0 for `count`; `cont=f` leaves them out.',
      'Without a span the smallest of 1s, 5s, 10s, 30s, 1m, 5m, 10m, 30m, 1h, 1d and 1mon is taken that needs no more than `bins` (100) bins.',
      'Bins run over the time range of the search, or from the first to the last event when it has none.',
    ],
    examples: [
      {
        title: 'Events per hour',
        spl: 'timechart span=1h count',
        input: [{ _time: '1704067210' }, { _time: '1704067220' }, { _time: '1704074405' }],
        output: [
          { _time: '1704067200', count: '2' },
          { _time: '1704070800', count: '0' },
          { _time: '1704074400', count: '1' },
        ],
      },
    ],
  },
});
