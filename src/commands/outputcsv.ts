import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean, integer } from './options.js';

/** `outputcsv`: rows written to a CSV file and passed on (spl-commands 8.3). */
export const outputcsv = defineCommand({
  name: 'outputcsv',
  kind: 'blocking',
  mode: 'words',
  forms: [options(), words('file name', { max: 1 })],
  options: {
    append: boolean(false, 'Adds rows; the columns of the file stay as they are.'),
    create_empty: boolean(false, 'Makes an empty file when there are no rows.'),
    override_if_empty: boolean(true, 'No rows empty a file that exists.'),
    max: integer(undefined, 'How many rows are written at most.', { min: 0 }),
    dispatch: boolean(false, 'Has no effect here: there is no dispatch directory.'),
    singlefile: boolean(true, 'Has no effect here.'),
    usexml: boolean(false, 'Has no effect here.'),
  },
  lower(args, input) {
    const { options: given, span } = args;
    const name = args.words[0]?.text ?? 'results';
    return {
      kind: 'write',
      input,
      target: { kind: 'csv', name: /\.csv$/i.test(name) ? name : `${name}.csv` },
      append: given.append,
      createEmpty: given.create_empty,
      overrideIfEmpty: given.override_if_empty,
      max: given.max,
      keyField: undefined,
      allowUpdates: true,
      span,
    };
  },
  doc: {
    summary: 'Writes the rows to a CSV file and passes them on.',
    notes: [
      'As with outputlookup the file belongs to the run; it reaches a disk only where the user named a place for it.',
    ],
    examples: [{ title: 'Rows are passed on', spl: 'outputcsv found', input: [{ a: '1' }], output: [{ a: '1' }] }],
  },
});
