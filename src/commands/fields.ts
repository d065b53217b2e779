import { wrappedFields } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { reportStrayKeywords } from './stray-keywords.js';

/** `fields`: keeps or removes fields (spl-commands 6.1). */
export const fields = defineCommand({
  name: 'fields',
  kind: 'streaming',
  mode: 'names',
  forms: [wrappedFields('field', { min: 1 })],
  options: {},
  lower(args, input, cx) {
    reportStrayKeywords(args.fields, 'fields', { as: 'Give new names with `rename a AS b`.' }, cx);
    // The sign belongs to the whole list: `fields - a, b`.
    const drop = args.fields[0]?.sign === '-';
    return { kind: 'project', input, mode: drop ? 'drop' : 'keep', patterns: args.fieldNames, span: args.span };
  },
  doc: {
    summary: 'Keeps the listed fields, or removes them after a minus sign.',
    notes: [
      'Internal fields such as `_time` and `_raw` stay unless they are removed by name or by a pattern that begins with `_`.',
    ],
    examples: [
      {
        title: 'Keeping',
        spl: 'fields host, us*',
        input: [{ host: 'a', user: 'b', src: 'c' }],
        output: [{ host: 'a', user: 'b' }],
      },
      { title: 'Removing', spl: 'fields - src', input: [{ host: 'a', src: 'c' }], output: [{ host: 'a' }] },
    ],
  },
});
