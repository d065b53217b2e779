import type { PlanNode } from '../plan/plan.js';
import { clause, options, searchTerms, words } from '../syntax/forms.js';
import type { CommandArguments } from './arguments.js';
import { defineCommand, type LowerContext } from './define.js';
import { followedBy, inPlaceOf } from './no-rows.js';
import { boolean, integer } from './options.js';

/** Options that `inputlookup` and `inputcsv` share. */
export const tableOptions = {
  append: boolean(false, 'Adds the rows to those before instead of replacing them.'),
  strict: boolean(false, 'A missing file is an error.'),
  start: integer(0, 'The first row, counted from 0.', { min: 0 }),
  max: integer(1_000_000_000, 'How many rows at most.', { min: 0 }),
};

/** The rows of a table in place of those before or after them. */
export function lowerTable(
  args: CommandArguments<typeof tableOptions>,
  input: PlanNode,
  file: boolean,
  cx: LowerContext,
): PlanNode {
  const { options: given, span } = args;
  const table = args.words[0];
  if (table === undefined) return input;
  const terms = args.clause('where')?.search;
  const node: PlanNode = {
    kind: 'generate',
    rows: {
      from: 'lookup',
      table: table.text.replace(/\.gz$/i, ''),
      where: terms === undefined ? undefined : cx.checkWindowed(terms).expression,
      start: given.start,
      max: given.max,
      strict: given.strict,
      // The name of a file may be missing, that of a definition may not.
      file: file || (!given.strict && /\.csv(?:\.gz)?$/i.test(table.text)),
      tableSpan: table.span,
    },
    span,
  };
  return given.append ? followedBy(input, node, span, Number.POSITIVE_INFINITY) : inPlaceOf(input, node, span);
}

/** `inputlookup`: the rows of a lookup table (spl-commands 8.3). */
export const inputlookup = defineCommand({
  name: 'inputlookup',
  kind: 'generating',
  standsAnywhere: true,
  mode: 'words',
  forms: [options(), words('lookup table', { min: 1, max: 1 }), clause('where', [searchTerms()])],
  switches: { where: 'search' },
  options: tableOptions,
  lower: (args, input, cx) => lowerTable(args, input, false, cx),
  doc: {
    summary: 'Gives the rows of a lookup table, in the order of the table.',
    notes: [
      'WHERE takes search terms. `append=t` adds the rows to those before.',
      'A table that belongs to another app is empty, with a warning; an unknown definition refuses the search; a missing file gives no rows.',
    ],
    examples: [
      {
        title: 'Some rows of a table',
        spl: '| inputlookup groups where user="b*"',
        input: [],
        output: [{ user: 'bob', group: 'admin' }],
        lookups: {
          groups: [
            { user: 'amy', group: 'dev' },
            { user: 'bob', group: 'admin' },
          ],
        },
      },
    ],
  },
});
