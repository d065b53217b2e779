import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { integer, text } from './options.js';

type Six = readonly [string, string, string, string, string, string];

const standard: Six = ['(', '(', 'AND', ')', 'OR', ')'];

/** `format`: rows as the text of a search (spl-commands 9.2). */
export const format = defineCommand({
  name: 'format',
  kind: 'transforming',
  mode: 'words',
  forms: [options(), words('text', { max: 6 })],
  options: {
    mvsep: text('OR', 'Stands between the values of a multivalue field.'),
    maxresults: integer(0, 'How many rows at most; 0 for all.', { min: 0 }),
    emptystr: text('NOT ()', 'The result when there are no rows.'),
  },
  lower(args, input, cx) {
    const { options: given, span } = args;
    const texts = args.words.map((each) => each.text);
    if (texts.length !== 0 && texts.length !== 6) {
      const what = 'six texts: row prefix, column prefix, column separator, column end, row separator, row end';
      cx.report('missing-argument', { command: 'format', what }, span);
    }
    const row = texts.length === 6 ? (texts as unknown as Six) : standard;
    const procedure = {
      name: 'format',
      row,
      multivalueSeparator: given.mvsep,
      maxResults: given.maxresults,
      empty: given.emptystr,
    } as const;
    return { kind: 'apply', input, procedure, span };
  },
  doc: {
    summary: 'Writes the rows as search terms into one field `search`.',
    notes: [
      'Fields are in alphabetical order; internal fields are left out; a field named search or query is taken as it stands.',
    ],
    examples: [
      {
        title: 'Two rows',
        spl: 'format',
        input: [{ host: 'a', source: 'b' }, { host: 'c' }],
        output: [{ search: '( ( host="a" AND source="b" ) OR ( host="c" ) )' }],
      },
    ],
  },
});
