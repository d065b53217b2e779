import type { PlanNode } from '../plan/plan.js';
import { clause, fields, options, wrappedFields } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean } from './options.js';
import { sortKeys } from './sort.js';

/** `dedup`: the first rows of each combination of values (spl-commands 5.2). */
export const dedup = defineCommand({
  name: 'dedup',
  kind: 'streaming',
  mode: 'words',
  forms: [options(), fields('field', { min: 1 }), clause('sortby', [wrappedFields('field', { min: 1 }), options()])],
  options: {
    keepevents: boolean(false, 'Keep all rows, but remove the listed fields from the later ones.'),
    keepempty: boolean(false, 'Keep rows that lack one of the fields.'),
    consecutive: boolean(false, 'Compare only with the row before.'),
  },
  lower(args, input, cx) {
    const { options: given, span } = args;
    const list = [...args.fields];
    let count = 1;
    const first = list[0];
    if (first !== undefined && !first.quoted && /^-?\d+$/.test(first.name)) {
      list.shift();
      count = Number(first.name);
      if (count < 1)
        cx.report(
          'wrong-option-value',
          { option: 'count', expected: 'a number from 1', found: first.name },
          first.span,
        );
      if (list.length === 0)
        cx.report('missing-argument', { command: 'dedup', what: 'a field' }, args.command.nameSpan);
    }
    for (const each of list) {
      if (each.name.includes('*'))
        cx.report('wrong-arguments', { name: 'dedup', reason: 'takes no wildcards' }, each.span);
    }
    const order = args.clause('sortby');
    const sorted: PlanNode =
      order === undefined
        ? input
        : { kind: 'sort', input, keys: sortKeys(order.fields, 'dedup', cx), limit: 0, reversed: false, span };
    return {
      kind: 'dedup',
      input: sorted,
      count,
      fields: list.map((each) => each.name),
      keepEvents: given.keepevents,
      keepEmpty: given.keepempty,
      consecutive: given.consecutive,
      span,
    };
  },
  doc: {
    summary: 'Keeps the first row (or the first n rows) of each combination of values.',
    notes: [
      'Rows that lack one of the fields are dropped unless `keepempty=t`. Letter case counts; of a multivalue all values must agree.',
    ],
    examples: [
      {
        title: 'One row per user, the latest',
        spl: 'dedup user sortby -_time',
        input: [
          { user: 'a', _time: '1' },
          { user: 'a', _time: '2' },
          { user: 'b', _time: '1' },
        ],
        output: [
          { user: 'a', _time: '2' },
          { user: 'b', _time: '1' },
        ],
      },
    ],
  },
});
