import type { Span } from '../source/span.js';
import { cover } from '../source/span.js';
import { clause, type Form, fields, options } from '../syntax/forms.js';
import type { CommandArguments } from './arguments.js';
import type { LowerContext } from './define.js';

/** `field [AS name]` with options before, between and after: `bin _time span=1h as hour`. */
export const fieldWithTargetForms = (): Form[] => [
  options(),
  fields('field', { min: 1, max: 1 }),
  clause('as', [fields('new name', { min: 1 }), options()]),
];

/** The only field of a command; empty when it is missing, which has been reported. `span` holds both names. */
export function fieldWithTarget(
  args: CommandArguments,
  cx: LowerContext,
): { readonly field: string; readonly as: string | undefined; readonly span: Span } {
  const [given] = args.fields;
  const [target, surplus] = args.clause('as')?.fields ?? [];
  if (surplus !== undefined)
    cx.report('surplus-argument', { command: args.command.name, what: 'a second field' }, surplus.span);
  const from = given?.span ?? args.command.nameSpan;
  return {
    field: given?.name ?? '',
    as: target?.name,
    span: target === undefined ? from : cover(from, target.span),
  };
}
