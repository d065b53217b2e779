import type { LookupField } from '../plan/nodes/row.js';
import type { FieldArgument, PairArgument } from '../syntax/ast.js';
import { clause, options, pairs } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean } from './options.js';

/** `table-field AS event-field`, on both sides of OUTPUT. */
function lookupField(argument: FieldArgument | PairArgument): LookupField {
  if (argument.kind === 'field') return { table: argument.name, event: argument.name, span: argument.span };
  const { from, to } = argument;
  const nameOf = (part: PairArgument['from']): string => (part.kind === 'field' ? part.name : part.text);
  return { table: nameOf(from), event: nameOf(to), span: from.span };
}

/** `lookup`: fields from a table (spl-commands 8.1). */
export const lookup = defineCommand({
  name: 'lookup',
  kind: 'streaming',
  mode: 'names',
  forms: [
    options(),
    pairs('as', 'lookup table or field', { min: 2 }),
    clause(['OUTPUT', 'OUTPUTNEW'], [pairs('as', 'field', { min: 1 })]),
  ],
  options: {
    local: boolean(false, 'Has no effect on results.'),
    update: boolean(false, 'Has no effect on results.'),
    event_time_field: boolean(false, 'Has no effect on results.'),
  },
  lower(args, input, cx) {
    const [table, ...inputs] = args.pairs;
    if (table === undefined || table.kind === 'pair') {
      if (table !== undefined)
        cx.report('missing-argument', { command: 'lookup', what: 'a lookup table in front' }, table.span);
      return input;
    }
    const overwriting = args.clause('output');
    const filling = args.clause('outputnew');
    if (overwriting !== undefined && filling !== undefined) {
      cx.report('surplus-argument', { command: 'lookup', what: 'both OUTPUT and OUTPUTNEW' }, args.span);
    }
    const outputs = (overwriting ?? filling)?.pairs.map(lookupField);
    return {
      kind: 'lookup',
      input,
      table: table.name,
      tableSpan: table.span,
      inputs: inputs.map(lookupField),
      outputs: outputs === undefined || outputs.length === 0 ? undefined : outputs,
      overwrite: filling === undefined,
      span: args.span,
    };
  },
  doc: {
    summary: 'Adds fields from the rows of a lookup table that agree with the event.',
    notes: [
      'In `a AS b` the column of the table comes first, on both sides of OUTPUT. Without OUTPUT all other columns are added.',
      'OUTPUT overwrites fields, OUTPUTNEW only fills those that are missing. Several matching rows give multivalues.',
      'Whether letter case, wildcards or address ranges count is a matter of the definition; patterns stand in the table.',
      'Of a table with `time_field` the latest rows count that are not later than `_time` of the event; one of them, unless `max_matches` says more. `min_offset_secs` and `max_offset_secs` say how much later the event has to be and may be. An event without `_time` is not looked up.',
    ],
    examples: [
      {
        title: 'Another name for the fields',
        spl: 'lookup groups user as account OUTPUT group as account_group',
        input: [{ account: 'bob' }, { account: 'eve' }],
        output: [{ account: 'bob', account_group: 'admin' }, { account: 'eve' }],
        lookups: { groups: [{ user: 'bob', group: 'admin' }] },
      },
    ],
  },
});
