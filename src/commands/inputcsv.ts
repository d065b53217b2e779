import { clause, options, searchTerms, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { lowerTable, tableOptions } from './inputlookup.js';
import { boolean } from './options.js';

/** `inputcsv`: the rows of a CSV file (spl-commands 8.3). */
export const inputcsv = defineCommand({
  name: 'inputcsv',
  kind: 'generating',
  standsAnywhere: true,
  mode: 'words',
  forms: [options(), words('file name', { min: 1, max: 1 }), clause('where', [searchTerms()])],
  switches: { where: 'search' },
  options: {
    ...tableOptions,
    dispatch: boolean(false, 'Has no effect here: there is no dispatch directory.'),
    events: boolean(false, 'Has no effect here: rows may hold `_raw` and `_time` in any case.'),
  },
  lower: (args, input, cx) => lowerTable(args, input, true, cx),
  doc: {
    summary: 'Gives the rows of a CSV file: one the run has written with outputcsv, or a table of that name.',
    notes: ['The ending .csv may be left out. A missing file gives no rows; with strict=t it is an error.'],
    examples: [],
  },
});
