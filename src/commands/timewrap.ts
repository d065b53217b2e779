import { options, words } from '../syntax/forms.js';
import { parseSpan, timeSpanOf } from '../values/time/span.js';
import { defineCommand } from './define.js';
import { choice, text } from './options.js';
import { searchWindow } from './search-window.js';

/** `timewrap`: periods of a timechart side by side (spl-commands 10.2). */
export const timewrap = defineCommand({
  name: 'timewrap',
  kind: 'transforming',
  mode: 'words',
  forms: [options(), words('length of a period such as 1d', { min: 1, max: 1 })],
  options: {
    align: choice(['now', 'end'], 'end', 'Whether the last period ends now or with the time range of the search.'),
    series: choice(
      ['relative', 'short', 'exact'],
      'relative',
      'How the columns are named: by distance, by number or by time.',
    ),
    time_format: text('%Y/%m/%d %H:%M:%S', 'The time format of `series=exact` (strftime).'),
  },
  lower(args, input, cx) {
    const [word] = args.words;
    if (word === undefined) return input;
    const span = parseSpan(word.text);
    const timed = 'error' in span || span.kind === 'number' ? null : timeSpanOf(span);
    if ('error' in span || timed === null) {
      cx.report(
        'wrong-arguments',
        { name: 'timewrap', reason: 'takes a length of time such as 1d or 1week' },
        word.span,
      );
      return input;
    }
    const { series, align, time_format: timeFormat } = args.options;
    return {
      kind: 'apply',
      input,
      procedure: { name: 'timewrap', span: timed, series, align, timeFormat, window: searchWindow(input) },
      span: args.span,
    };
  },
  doc: {
    summary:
      'Lays the periods of a timechart side by side: a column per series and period, rows at the times of the last period.',
    examples: [
      {
        title: 'Two days',
        spl: 'timechart span=12h count | timewrap 1d',
        input: [{ _time: '1704067200' }, { _time: '1704153600' }, { _time: '1704196800' }],
        output: [
          { _time: '1704153600', count_1day_before: '1', count_latest_day: '1' },
          { _time: '1704196800', count_1day_before: '0', count_latest_day: '1' },
        ],
      },
    ],
  },
});
