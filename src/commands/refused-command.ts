import { type CommandDefinition, defineCommand } from './define.js';
import { isNoRows } from './no-rows.js';
import type { OptionSpecs } from './options.js';

/** A command that is understood but cannot be computed here. */
interface RefusedCommand<O extends OptionSpecs>
  extends Omit<CommandDefinition<O>, 'kind' | 'standsAnywhere' | 'lower' | 'doc'> {
  /** What it does in Splunk. */
  readonly summary: string;
  /** Why it is not run, as the rest of a sentence, and what may be done instead. */
  readonly reason: string;
}

/** A command of which the search parses and the fields flow; run, the search is refused as a whole, naming the command and the reason. */
export function refusedCommand<O extends OptionSpecs>(command: RefusedCommand<O>): CommandDefinition<O> {
  const { summary, reason, ...syntax } = command;
  return defineCommand({
    ...syntax,
    kind: 'unsupported',
    lower: (args, input) => ({
      kind: 'unsupported',
      input: isNoRows(input) || input.kind === 'scan' ? undefined : input,
      command: args.command.name,
      reason,
      span: args.span,
    }),
    doc: { summary, notes: [`Not run: ${reason}`], examples: [] },
  });
}
