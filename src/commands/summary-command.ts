import { fieldFlow } from '../plan/fields.js';
import { type CommandDefinition, defineCommand } from './define.js';
import type { OptionSpecs } from './options.js';
import { aggregationsOf, withKeys } from './prestats.js';

/** Whose partial results a command makes. */
interface SummaryCommand<O extends OptionSpecs> {
  readonly name: string;
  /** The command that takes the same arguments and finishes the results. */
  readonly of: CommandDefinition<O>;
}

/**
 * The version of a command for summary indexes: its results are partial, and the command itself with the same arguments makes results of
 * them (spl-commands 13). The events, cut to the fields that the arguments name, serve every function exactly.
 */
export function summaryCommand<O extends OptionSpecs>({ name, of }: SummaryCommand<O>): CommandDefinition<O> {
  const { mode, forms, switches, options } = of;
  return defineCommand({
    name,
    kind: 'transforming',
    mode,
    forms,
    ...(switches === undefined ? {} : { switches }),
    options,
    lower(args, input, cx) {
      const { span } = args;
      const whole = of.lower(args, { kind: 'branch-input', span }, cx);
      cx.partial({ command: name, span, readers: [of.name], aggregations: aggregationsOf(whole), adds: false });
      const reads = fieldFlow({ root: whole, subsearches: new Map() }).nodes.get(whole)?.reads ?? [];
      const patterns = [...new Set(['_time', ...reads.map((each) => each.name)])];
      // Events without a BY field are in no group; charts have a column for them.
      const keys = whole.kind === 'aggregate' ? whole.by.map(({ field }) => field) : [];
      return { kind: 'project', input: withKeys(input, keys, span), mode: 'table', patterns, span };
    },
    doc: {
      summary: `Partial results of \`${of.name}\`, as a summary index keeps them.`,
      notes: [
        `\`${of.name}\` with the same arguments has to follow and finish them. A search that shows or writes them is not run: their columns are not documented.`,
      ],
      examples: of.doc.examples.slice(0, 1).map((each) => ({
        ...each,
        title: 'The same arguments twice',
        spl: `${name}${each.spl.slice(of.name.length)} | ${each.spl}`,
      })),
    },
  });
}
