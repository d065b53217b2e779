import { clause, fields, options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean, integer, text } from './options.js';

/** `multikv`: rows out of a table printed as text (spl-commands 7.4). */
export const multikv = defineCommand({
  name: 'multikv',
  kind: 'transforming',
  mode: 'names',
  forms: [options(), clause('fields', [fields('field'), options()]), clause('filter', [words('term'), options()])],
  options: {
    conf: text(undefined, 'A stanza of multikv.conf, which escudo does not have.'),
    copyattrs: boolean(true, 'Copy the other fields of the event to each row.'),
    forceheader: integer(undefined, 'The number of the line, from 1, that holds the names of the columns.', { min: 1 }),
    multitable: boolean(true, 'A blank line may begin another table with a header of its own.'),
    noheader: boolean(false, 'There is no line of names: the columns are `Column_1`, `Column_2`, ...'),
    rmorig: boolean(true, 'Leave the event itself out.'),
  },
  lower(args, input) {
    const { options: given, span } = args;
    if (given.conf !== undefined) {
      const reason = `the stanza ${given.conf} of multikv.conf is not known.`;
      return { kind: 'unsupported', input, command: 'multikv', reason, span };
    }
    return {
      kind: 'apply',
      input,
      procedure: {
        name: 'multikv',
        fields: args.clause('fields')?.fieldNames ?? [],
        filter: (args.clause('filter')?.words ?? []).map((word) => word.text),
        forceHeader: given.forceheader,
        noHeader: given.noheader,
        keepRaw: !given.rmorig,
        copyAttributes: given.copyattrs,
        multiTable: given.multitable,
      },
      span,
    };
  },
  doc: {
    summary: 'Turns a table printed in `_raw` into one row per line.',
    notes: [
      'The first line names the columns. Where it has tabs or commas, they part the cells of the table, else blanks do. A line with as many words as the header is taken word by word, another one by the places of the columns.',
      '`fields` keeps only some columns; `filter` keeps lines that contain one of the terms. An event that holds no table passes unchanged.',
    ],
    examples: [
      {
        title: 'A table of three columns',
        spl: 'multikv | table Name Age',
        input: [{ _raw: 'Name Age Job\nJosh 42 Engineer\nFrancine 35 CEO' }],
        output: [
          { Name: 'Josh', Age: '42' },
          { Name: 'Francine', Age: '35' },
        ],
      },
    ],
  },
});
