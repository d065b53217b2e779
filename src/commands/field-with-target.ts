import type { CommandArguments } from './arguments.js';

/** The only `field [AS name]` of a command; empty when it is missing, which has been reported. */
export function fieldWithTarget(args: CommandArguments): { readonly field: string; readonly as: string | undefined } {
  const given = args.pairs[0];
  if (given === undefined) return { field: '', as: undefined };
  if (given.kind === 'field') return { field: given.name, as: undefined };
  const name = (part: typeof given.from): string => (part.kind === 'field' ? part.name : part.text);
  return { field: name(given.from), as: name(given.to) };
}
