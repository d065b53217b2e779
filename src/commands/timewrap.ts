import { inputsOf, type PlanNode } from '../plan/plan.js';
import { options, words } from '../syntax/forms.js';
import { parseSpan, timeSpanOf } from '../values/time/span.js';
import { defineCommand } from './define.js';
import { choice, text } from './options.js';
import { searchWindow } from './search-window.js';

/** Whether the nearest chart before a node splits its columns by a field. */
function isSplit(node: PlanNode): boolean {
  if (node.kind === 'apply' && node.procedure.name === 'chart') return node.procedure.column !== undefined;
  const [input] = inputsOf(node);
  return input !== undefined && isSplit(input);
}

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
    // Unlike elsewhere `m` is months here (the page of the command).
    const span = parseSpan(word.text.replace(/^(\d*)m$/, '$1mon'));
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
      procedure: {
        name: 'timewrap',
        span: timed,
        series,
        align,
        timeFormat,
        window: searchWindow(input),
        split: isSplit(input),
      },
      span: args.span,
    };
  },
  doc: {
    summary:
      'Lays the periods of a timechart side by side: a column per series and period, rows at the times of the last period.',
    notes: [
      'The column of a period is called `latest_week`, `1week_before`, …, and by `series=short` `s0`, `s1`, …; with several columns, or a BY field of timechart, the name of the column stands in front: `web_latest_week`.',
      'In the length of a period `m` is months, as `mon` is; minutes are `min`.',
    ],
    examples: [
      {
        title: 'Two days',
        spl: 'timechart span=12h count | timewrap 1d',
        input: [{ _time: '1704067200' }, { _time: '1704153600' }, { _time: '1704196800' }],
        output: [
          { _time: '1704153600', '1day_before': '1', latest_day: '1' },
          { _time: '1704196800', '1day_before': '0', latest_day: '1' },
        ],
      },
    ],
  },
});
