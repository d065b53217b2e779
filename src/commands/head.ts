import type { Expression } from '../syntax/ast.js';
import { expression } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean, integer } from './options.js';

function countOf(given: Expression): number | undefined {
  if (given.kind === 'group') return countOf(given.inner);
  return given.kind === 'number' && /^\d+$/.test(given.text) ? Number(given.text) : undefined;
}

/** `head`: the first rows, or those before a condition fails (spl-commands 5.3). */
export const head = defineCommand({
  name: 'head',
  kind: 'streaming',
  mode: 'expression',
  forms: [expression({ min: 0 }), { kind: 'option' }],
  options: {
    limit: integer(undefined, 'How many rows at most.', { min: 0 }),
    null: boolean(false, 'Go on where the condition is null.'),
    keeplast: boolean(false, 'Keep the row that ended it too.'),
  },
  lower(args, input, cx) {
    const counts = args.expressions.map(countOf).filter((each) => each !== undefined);
    const conditions = args.expressions.filter((each) => countOf(each) === undefined);
    if (counts.length > 1 || (counts.length === 1 && args.options.limit !== undefined)) {
      cx.report('surplus-argument', { command: 'head', what: 'two counts' }, args.span);
    }
    const count = counts[0] ?? args.options.limit;
    const until = conditions[0] === undefined ? undefined : cx.check(conditions[0], 'condition');
    return {
      kind: 'limit',
      input,
      which: {
        name: 'head',
        count: count ?? (until === undefined ? 10 : undefined),
        until,
        nullContinues: args.options.null,
        keepLast: args.options.keeplast,
      },
      span: args.span,
    };
  },
  doc: {
    summary:
      'Keeps the first rows (10 without a count), or the rows up to the first for which a condition does not hold.',
    examples: [
      { title: 'A count', spl: 'head 1', input: [{ a: '1' }, { a: '2' }], output: [{ a: '1' }] },
      { title: 'A condition', spl: 'head (a<3)', input: [{ a: '1' }, { a: '5' }, { a: '2' }], output: [{ a: '1' }] },
    ],
  },
});
