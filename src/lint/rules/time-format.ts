import type { Span } from '../../source/span.js';
import { unknownTimeVariables } from '../../values/time/format.js';
import { parseTimeSpec } from '../../values/time/spec.js';
import { argumentsOf, commandsOf, literalCalls } from '../commands-of.js';
import { defineRule } from '../define.js';
import { searchPlace } from '../place.js';

interface WrittenFormat {
  readonly text: string;
  readonly span: Span;
  /** It reads times, and does not only write them. */
  readonly reads: boolean;
}

/** Slips in the time formats of `strftime`, `strptime` and `convert`. */
export const timeFormat = defineRule({
  id: 'time-format',
  severity: 'warning',
  category: 'time',
  what: 'A time format has a variable that does not exist, a month where a minute belongs or the other way round, or reads a time of day without a date; or `relative_time` is given a modifier that cannot be read.',
  why: 'An unknown variable stays as it is typed; `%m` is the month and `%M` the minute, so the times are wrong or cannot be read; a time of day alone is no defined time. A modifier that cannot be read gives no time.',
  fix: 'Write %H:%M:%S for the time of day and %Y-%m-%d for the date; put a date in front where there is none. Write modifiers as -1d@d.',
  good: [
    {
      search:
        'index=a sourcetype=b | eval t=strftime(_time, "%Y-%m-%dT%H:%M:%S.%3N%:z") | stats count by dest, user, t',
    },
    { search: 'index=a sourcetype=b | eval t=strptime(at, "%d/%b/%Y %I:%M %p") | stats count by dest, user, t' },
    { search: 'index=a sourcetype=b | eval t=strftime(_time, "%H:%M %d.%m.%Y") | stats count by dest, user, t' },
    { search: 'index=a sourcetype=b | eval t=strftime(_time, "100%% %H") | stats count by dest, user, t' },
  ],
  bad: [
    { search: 'index=a sourcetype=b | eval t=strftime(_time, "%Y-%m-%d %H:%m") | stats count by dest, user, t' },
    { search: 'index=a sourcetype=b | eval t=strptime(at, "%Y-%M-%d") | stats count by dest, user, t' },
    { search: 'index=a sourcetype=b | eval t=strftime(_time, "%Y-%m-%d %L") | stats count by dest, user, t' },
    { search: 'index=a sourcetype=b | eval t=strptime(at, "%H:%M") | stats count by dest, user, t' },
    { search: 'index=a sourcetype=b | where _time > relative_time(now(), "1 day ago") | stats count by dest, user' },
    {
      search: 'index=a sourcetype=b | stats min(_time) as t by dest, user | convert timeformat="%H:%m:%S" ctime(t)',
    },
  ],
  search(search, cx) {
    for (const command of commandsOf(search.compiled.tree))
      for (const { literal } of literalCalls(command, 'relative_time', 1)) {
        const spec = parseTimeSpec(literal.value.trim());
        // A macro in quotes is another matter.
        if (!('error' in spec) || literal.value.includes('`')) continue;
        cx.report(`The modifier "${literal.value}" cannot be read, so that \`relative_time\` gives no time.`, {
          at: searchPlace(search, literal.span),
          help: ['Write a sign, a number, a unit, and what to snap to: -1d@d, -70m@m, +7d.'],
        });
      }
    for (const { text, span, reads } of formatsOf(search.compiled.tree)) {
      const problem = problemOf(text, reads);
      if (problem === undefined) continue;
      const { message, help, ...severity } = problem;
      cx.report(message, { at: searchPlace(search, span), help: [help], ...severity });
    }
  },
});

function* formatsOf(tree: Parameters<typeof commandsOf>[0]): Generator<WrittenFormat> {
  for (const command of commandsOf(tree)) {
    for (const name of ['strftime', 'strptime'])
      for (const { literal } of literalCalls(command, name, 1))
        yield { text: literal.value, span: literal.span, reads: name === 'strptime' };
    if (command.name !== 'convert') continue;
    for (const argument of argumentsOf(command.args))
      if (argument.kind === 'option' && argument.name === 'timeformat' && argument.value.kind === 'word')
        yield { text: argument.value.text, span: argument.value.span, reads: false };
  }
}

/** A month behind an hour; a minute between a year and a day. */
const monthAsMinute = /%[HkI][:.]?%m/;
const minuteAsMonth = /%[Yy][-/. ]?%M|(?<!%[HkI][:. ]?)%M[-/. ]?%[de]/;
/** Variables that hold at least a day. */
const date = /%[YyGmbhBdejDFcxs+]/;

interface Problem {
  readonly message: string;
  readonly help: string;
  readonly severity?: 'info';
}

function problemOf(format: string, reads: boolean): Problem | undefined {
  const [unknown] = unknownTimeVariables(format);
  if (unknown !== undefined)
    return {
      message: `The time format "${format}" has \`${unknown}\`, which is no variable and stays as it is typed.`,
      help: 'Write a percent sign that is meant as one twice: %%.',
    };
  if (monthAsMinute.test(format))
    return {
      message: `The time format "${format}" has the month (%m) after the hour.`,
      help: 'The minute is %M.',
    };
  if (minuteAsMonth.test(format))
    return { message: `The time format "${format}" has the minute (%M) in the date.`, help: 'The month is %m.' };
  if (reads && !date.test(format))
    return {
      message: `The time format "${format}" reads no date: which time the result is, is not defined.`,
      // A difference of two such times is defined.
      severity: 'info',
      help: 'Put a date in front of both: strptime(strftime(_time, "%F ").at, "%F ..").',
    };
  return undefined;
}
