import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { choice, field, integer, text } from './options.js';

/** `rex`: fields from the named groups of a regular expression, or text replaced in place (spl-commands 7.1). */
export const rex = defineCommand({
  name: 'rex',
  kind: 'streaming',
  mode: 'names',
  forms: [options(), words('pattern', { min: 1, max: 1 })],
  options: {
    field: field('_raw', 'The field whose text is searched.'),
    max_match: integer(1, 'How many matches are taken; 0 for all. More than one gives multivalues.', { min: 0 }),
    offset_field: text(undefined, 'A field for the places of the groups: `name=start-end`.'),
    mode: choice(['sed'], undefined, '`sed`: the argument is a replacement `s/../../g` or a translation `y/../../`.'),
  },
  lower(args, input, cx) {
    const { options: given, span } = args;
    const pattern = args.words[0];
    if (pattern === undefined) return input;
    if (given.mode === 'sed') {
      cx.checkSed(pattern.text, pattern.span);
      return { kind: 'extract', input, method: { name: 'sed', field: given.field, script: pattern.text }, span };
    }
    const regex = cx.checkRegex(pattern.text, pattern.span);
    if (regex !== undefined && regex.groupNames.length === 0) {
      cx.report('regex-without-groups', { pattern: pattern.text }, pattern.span);
    }
    return {
      kind: 'extract',
      input,
      method: {
        name: 'rex',
        field: given.field,
        pattern: pattern.text,
        maxMatch: given.max_match,
        offsetField: given.offset_field,
      },
      span,
    };
  },
  doc: {
    summary:
      'Takes fields out of text with the named groups of a regular expression, or rewrites text with a sed script.',
    notes: [
      'PCRE, found anywhere, with letter case unless `(?i)`. Without a match nothing changes and existing fields stay.',
      'A pattern without a named group is an error.',
    ],
    examples: [
      {
        title: 'A named group',
        spl: 'rex field=Message "NotificationQuery =\\s+(?<query>[^;]+)"',
        input: [{ Message: 'NotificationQuery = SELECT * FROM x; UserName = y' }],
        output: [{ Message: 'NotificationQuery = SELECT * FROM x; UserName = y', query: 'SELECT * FROM x' }],
      },
    ],
  },
});
