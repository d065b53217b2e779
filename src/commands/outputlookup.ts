import { options, words } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean, choice, integer, text } from './options.js';

/** `outputlookup`: rows written to a lookup table and passed on (spl-commands 8.3). */
export const outputlookup = defineCommand({
  name: 'outputlookup',
  kind: 'blocking',
  mode: 'words',
  forms: [options(), words('lookup table', { min: 1, max: 1 })],
  options: {
    append: boolean(false, 'Adds rows; the columns of the table stay as they are. True where there is a key field.'),
    create_empty: boolean(true, 'Makes an empty table when there are no rows and no table.'),
    override_if_empty: boolean(true, 'No rows empty a table that exists.'),
    max: integer(undefined, 'How many rows are written at most.', { min: 0 }),
    key_field: text(undefined, 'A row replaces the row of the table that has the same value in this field.'),
    allow_updates: boolean(true, 'False leaves out rows whose key is in the table.'),
    createinapp: boolean(true, 'Has no effect here.'),
    create_context: choice(['app', 'user', 'system'], undefined, 'Has no effect here.'),
    output_format: choice(['splunk_sv_csv', 'splunk_mv_csv'], undefined, 'Has no effect here.'),
    override_default_filters: boolean(false, 'Has no effect here.'),
  },
  lower(args, input) {
    const { options: given, span } = args;
    const table = args.words[0];
    if (table === undefined) return input;
    return {
      kind: 'write',
      input,
      target: { kind: 'lookup', name: table.text },
      append: args.option('append') === undefined ? given.key_field !== undefined : given.append,
      createEmpty: given.create_empty,
      overrideIfEmpty: given.override_if_empty,
      max: given.max,
      keyField: given.key_field,
      allowUpdates: given.allow_updates,
      span,
    };
  },
  doc: {
    summary: 'Writes the rows to a lookup table and passes them on.',
    notes: [
      'The table belongs to the run: later commands of the search see it, nothing reaches a disk unless the user named a place for it.',
      'A multivalue becomes one cell, its values joined by blanks.',
    ],
    examples: [
      {
        title: 'Written and read back',
        spl: 'outputlookup seen | stats count | inputlookup append=t seen',
        input: [{ user: 'amy' }],
        output: [{ count: '1' }, { user: 'amy' }],
      },
    ],
  },
});
