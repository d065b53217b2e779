import { options } from '../syntax/forms.js';
import { parseSpan, timeSpanOf } from '../values/time/span.js';
import { type CommandDefinition, defineCommand } from './define.js';
import { type OptionSpec, text } from './options.js';

const instant = /^(?:-?\d+|\d{1,2}\/\d{1,2}\/(?:\d{2}|\d{4})(?::\d{1,2}:\d{1,2}:\d{1,2})?)$/;

function time(summary: string): OptionSpec<string | undefined> {
  return {
    expects: 'month/day/year[:hour:minute:second] or a number of days',
    text: summary,
    fallback: undefined,
    read: (value) => (value.kind === 'word' && instant.test(value.text) ? value.text : undefined),
  };
}

const gentimesOptions = {
  start: { ...time('The first time.'), required: true },
  end: time('The time before which the steps end; the last midnight without it.'),
  increment: {
    ...text('1d', 'The length of a step, such as 1h.'),
    expects: 'a length of time such as 1h',
    read: (value: Parameters<OptionSpec<string>['read']>[0]): string | undefined => {
      if (value.kind !== 'word') return undefined;
      const span = parseSpan(value.text);
      return 'error' in span || timeSpanOf(span) === null ? undefined : value.text;
    },
  },
};

/** `gentimes`: one row per step of time (spl-commands 10.2). */
export const gentimes: CommandDefinition<typeof gentimesOptions> = defineCommand({
  name: 'gentimes',
  kind: 'generating',
  mode: 'words',
  forms: [options()],
  options: gentimesOptions,
  lower(args, _input) {
    const { options: given, span } = args;
    return {
      kind: 'generate',
      rows: { from: 'gentimes', start: given.start ?? '-1', end: given.end, increment: given.increment },
      span,
    };
  },
  doc: {
    summary: 'Makes a row for each step between two times, with starttime, endtime, starthuman and endhuman.',
    notes: ['endtime is a second before the start of the next step.'],
    examples: [
      {
        title: 'Two days',
        spl: '| gentimes start=12/1/14 end=12/3/14 | fields starttime endtime',
        input: [],
        output: [
          { starttime: '1417392000', endtime: '1417478399' },
          { starttime: '1417478400', endtime: '1417564799' },
        ],
      },
    ],
  },
});
