import { options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { text } from './options.js';

/** `reltime`: how long ago the times of an event were, in words (spl-commands 10.2; options: the page of 9.x). */
export const reltime = defineCommand({
  name: 'reltime',
  kind: 'streaming',
  mode: 'names',
  forms: [options()],
  options: {
    timefield: text('_time', 'The fields with times; several with commas between them, in quotes.'),
    prefix: text(
      undefined,
      'What the results are called by: `reltime` without it, `reltime_` and the field with several.',
    ),
  },
  lower(args, input, cx) {
    const { timefield, prefix } = args.options;
    const names = timefield.split(',').flatMap((name) => name.trim() || []);
    if (names.length === 0) {
      const at = args.option('timefield')!.value.span;
      cx.report('wrong-option-value', { option: 'timefield', expected: 'fields', found: timefield }, at);
    }
    const [only] = names;
    const times =
      names.length === 1 && prefix === undefined
        ? [{ field: only!, as: 'reltime' }]
        : names.map((field) => ({ field, as: `${prefix ?? 'reltime_'}${field}` }));
    return { kind: 'extract', input, method: { name: 'reltime', times }, span: args.span };
  },
  doc: {
    summary: 'Writes into `reltime` how long before the search the event was, such as `5 days ago`.',
    notes: [
      'With `prefix`, or several fields, each result is called by the prefix (`reltime_` without it) and its field.',
    ],
    examples: [],
  },
});
