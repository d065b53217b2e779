import type { PlanNode } from '../plan/plan.js';
import type { CommandArguments } from './arguments.js';
import { isNoRows } from './no-rows.js';

/**
 * Lowers a command that is understood but cannot be computed here. The search parses and its fields flow; run, it is
 * refused as a whole, naming the command and the reason.
 */
export function refuse(reason: string): (args: CommandArguments, input: PlanNode) => PlanNode {
  return (args, input) => ({
    kind: 'unsupported',
    input: isNoRows(input) || input.kind === 'scan' ? undefined : input,
    command: args.command.name,
    reason,
    span: args.span,
  });
}
