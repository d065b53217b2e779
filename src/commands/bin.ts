import { timeSpanOf } from '../values/time/span.js';
import { defineCommand } from './define.js';
import { fieldWithTarget, fieldWithTargetForms } from './field-with-target.js';
import { alignment, decimal, integer, span } from './options.js';

/** `bin`: values put into ranges (spl-commands 6.6). */
export const bin = defineCommand({
  name: 'bin',
  aliases: ['bucket', 'discretize'],
  kind: 'streaming',
  mode: 'names',
  forms: fieldWithTargetForms(),
  options: {
    span: span('The width of a bin: a number, a time such as 5m, or a logarithmic one such as 2log10.'),
    bins: integer(undefined, 'How many bins at most where no span is given; 100 without it.', { min: 2 }),
    minspan: span('The smallest width to choose where no span is given.'),
    start: decimal(undefined, 'The bins reach down to this number at least.'),
    end: decimal(undefined, 'The bins reach up to this number at least.'),
    aligntime: alignment('Where time bins of less than a day begin to count: earliest, latest or a time.'),
  },
  lower(args, input, cx) {
    const { options: given } = args;
    const { field, as } = fieldWithTarget(args, cx);
    if (field === '_time' && given.span !== undefined && timeSpanOf(given.span) === null) {
      const at = args.option('span')?.value.span ?? args.span;
      cx.report(
        'wrong-option-value',
        { option: 'span', expected: 'a length of time for `_time`', found: cx.source.text.slice(at.start, at.end) },
        at,
      );
    }
    return {
      kind: 'bin',
      input,
      field,
      as,
      bins: {
        span: given.span,
        bins: given.bins,
        minimumSpan: given.minspan,
        start: given.start,
        end: given.end,
        align: given.aligntime,
      },
      span: args.span,
    };
  },
  doc: {
    summary:
      'Puts the values of a field into bins: times become the start of their bin, numbers a range such as `10-20`.',
    notes: [
      'A span with a unit of time makes any field a time. Bins count from the epoch; from a day on they begin at midnight of the time zone.',
      'Without a span a round width is chosen so that the values need no more than `bins` bins, which needs all rows. Text that is no number stays.',
    ],
    examples: [
      {
        title: 'Hours',
        spl: 'bin _time span=1h as hour',
        input: [{ _time: '1704070900' }],
        output: [{ _time: '1704070900', hour: '1704070800' }],
      },
      {
        title: 'Numbers',
        spl: 'bin span=10 x',
        input: [{ x: '15' }, { x: 'none' }],
        output: [{ x: '10-20' }, { x: 'none' }],
      },
    ],
  },
});
