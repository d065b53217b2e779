import type { TableProcedure } from '../plan/nodes/procedure.js';
import { clause, type Form, fields, options } from '../syntax/forms.js';
import type { CommandArguments } from './arguments.js';
import { defineCommand, type LowerContext } from './define.js';
import { boolean, field, integer, text } from './options.js';

/** The syntax that `top` and `rare` share. */
export const topForms: readonly Form[] = [
  options(),
  fields('field', { min: 1 }),
  clause('by', [fields('field', { min: 1 }), options()]),
];

/** Options of `top` and `rare`. */
export const topOptions = {
  limit: integer(10, 'How many rows per group; 0 for all. Also written as a number in front.', { min: 0 }),
  countfield: field('count', 'The column of the counts.'),
  percentfield: field('percent', 'The column of the percentages.'),
  showcount: boolean(true, 'Whether there is a column of counts.'),
  showperc: boolean(true, 'Whether there is a column of percentages.'),
  useother: boolean(false, 'Whether a last row counts what the limit left out.'),
  otherstr: text('OTHER', 'What stands in the fields of that row.'),
};

/** Lowers `top` or `rare` (spl-commands 4.5). */
export function lowerTop(
  name: 'top' | 'rare',
  args: CommandArguments<typeof topOptions>,
  cx: LowerContext,
): TableProcedure & { readonly name: 'top' | 'rare' } {
  const given = args.options;
  const list = [...args.fields];
  let { limit } = given;
  const first = list[0];
  if (first !== undefined && !first.quoted && /^\d+$/.test(first.name)) {
    limit = Number(first.name);
    list.shift();
    if (list.length === 0) cx.report('missing-argument', { command: name, what: 'a field' }, args.command.nameSpan);
  }
  const names = list.map((each) => each.name);
  const by = args.clause('by')?.fieldNames ?? [];
  const countField = given.showcount ? given.countfield : undefined;
  const percentField = given.showperc ? given.percentfield : undefined;
  const columns = [...by, ...names];
  for (const column of [countField, percentField]) {
    if (column === undefined) continue;
    if (columns.includes(column)) cx.report('duplicate-column', { command: name, column }, args.span);
    columns.push(column);
  }
  return {
    name,
    fields: names,
    by,
    limit,
    countField,
    percentField,
    other: given.useother ? given.otherstr : undefined,
  };
}

/** `top`: the most frequent values (spl-commands 4.5). */
export const top = defineCommand({
  name: 'top',
  aliases: ['common'],
  kind: 'transforming',
  mode: 'words',
  forms: topForms,
  options: topOptions,
  lower: (args, input, cx) => ({ kind: 'apply', input, procedure: lowerTop('top', args, cx), span: args.span }),
  doc: {
    summary: 'The most frequent values of a field, or combinations of values of several, with count and percentage.',
    notes: [
      'Events that lack one of the fields do not count. `percent` has six decimals.',
      'Ten rows come out (per BY group) unless a limit says otherwise; `limit=0` gives all.',
    ],
    examples: [
      {
        title: 'The most frequent host',
        spl: 'top limit=1 host',
        input: [{ host: 'a' }, { host: 'b' }, { host: 'a' }, { user: 'x' }],
        output: [{ host: 'a', count: '2', percent: '66.666667' }],
      },
    ],
  },
});
