import type { Expression } from '../syntax/ast.js';
import { aggregations, clause, fields, options } from '../syntax/forms.js';
import { lowerAggregations } from './aggregations.js';
import type { CommandArguments } from './arguments.js';
import { defineCommand, type LowerContext } from './define.js';
import { groupFields } from './group-fields.js';
import { boolean, duration, filter, integer } from './options.js';

/** `streamstats`: aggregations over the rows so far (spl-commands 4.2). */
export const streamstats = defineCommand({
  name: 'streamstats',
  kind: 'streaming',
  mode: 'words',
  forms: [options(), aggregations({ min: 1 }), clause('by', [fields('field', { min: 1 }), options()])],
  options: {
    current: boolean(true, 'Whether the row itself counts.'),
    window: integer(0, 'How many rows the results cover; 0 for all so far.', { min: 0 }),
    time_window: duration('How much time the results cover, such as 5m; the rows must be in order of time.'),
    global: boolean(true, 'One window for all groups; with false each BY group has a window of its own.'),
    allnum: boolean(false, 'Numeric functions only for fields whose values are all numbers.'),
    reset_on_change: boolean(false, 'Begin again when the BY values differ from those of the row before.'),
    reset_before: filter('Begin again before a row for which this condition holds.'),
    reset_after: filter('Begin again after a row for which this condition holds; it may use the new fields.'),
  },
  lower(args, input, cx) {
    const lowered = lowerAggregations(
      args.aggregations,
      { command: 'streamstats', expressions: true, wildcards: true },
      cx,
    );
    const given = args.options;
    return {
      kind: 'window',
      input,
      compute: {
        name: 'streamstats',
        aggregations: lowered,
        by: groupFields(args.clause('by')?.fields ?? [], 'streamstats', lowered, cx),
        current: given.current,
        window: given.window,
        timeWindow: given.time_window,
        global: given.global,
        allNumeric: given.allnum,
        resetOnChange: given.reset_on_change,
        resetBefore: resetCondition('reset_before', args, cx),
        resetAfter: resetCondition('reset_after', args, cx),
      },
      span: args.span,
    };
  },
  doc: {
    summary: 'Aggregates over the rows seen so far and adds the results to each row.',
    notes: [
      '`current=f` leaves the row itself out: `streamstats current=f last(x) as before` is the value of the row before.',
      'Rows that lack a BY field pass through unchanged.',
      '`reset_after="("match(user,\\"x\\")")"` is the documented way to write a condition; `reset_after=(match(user,"x"))` works too.',
    ],
    examples: [
      {
        title: 'Numbering rows per group',
        spl: 'streamstats count as n by host',
        input: [{ host: 'a' }, { host: 'b' }, { host: 'a' }],
        output: [
          { host: 'a', n: '1' },
          { host: 'b', n: '1' },
          { host: 'a', n: '2' },
        ],
      },
      {
        title: 'A moving average of two rows',
        spl: 'streamstats window=2 avg(x) as mean',
        input: [{ x: '2' }, { x: '4' }, { x: '10' }],
        output: [
          { x: '2', mean: '2' },
          { x: '4', mean: '3' },
          { x: '10', mean: '7' },
        ],
      },
    ],
  },
});

/** `reset_after=(expr)`, `reset_after="(expr)"` and the documented `reset_after="("expr")"`. */
function resetCondition(
  name: 'reset_before' | 'reset_after',
  args: CommandArguments,
  cx: LowerContext,
): Expression | undefined {
  const value = args.option(name)?.value;
  if (value === undefined) return undefined;
  if (value.kind === 'expression') return cx.check(value.expression, 'condition');
  if (value.kind === 'word') {
    const text = value.text.startsWith('("') && value.text.endsWith('")') ? value.text.slice(2, -2) : value.text;
    return cx.parseExpression(text, value.span, 'condition');
  }
  cx.report('wrong-option-value', { option: name, expected: 'a condition in parentheses', found: '(' }, value.span);
  return undefined;
}
