import { parseArgs } from 'node:util';
import { didYouMean, suggest } from '../support/suggest.js';
import { type CommandSpec, type OptionSpec, OptionValues } from './option.js';

/** Wrong usage: what is wrong, and what to do. */
export interface UsageProblem {
  readonly problem: string;
  readonly help: readonly string[];
}

export const helpOption: OptionSpec = { name: 'help', short: 'h', group: 'Other', summary: 'Show this text.' };

/** Reads the words after the command name. */
export function parseOptions(args: readonly string[], command: CommandSpec): OptionValues | UsageProblem {
  const options = [...command.options, helpOption];
  const byName = new Map(options.flatMap((option) => namesOf(option).map((name) => [name, option] as const)));
  const { tokens } = parseArgs({
    args: args.map((arg, index) => (leavesValueOut(arg, args[index + 1], options) ? `${arg}=` : arg)),
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      [...byName].map(([name, option]) => [
        name,
        {
          type: option.value === undefined ? 'boolean' : 'string',
          multiple: true,
          ...(option.short === undefined || name !== option.name ? {} : { short: option.short }),
        },
      ]),
    ),
  });
  const words: string[] = [];
  const values = new Map<string, string[]>();
  let greedy: string[] | undefined;
  for (const token of tokens) {
    if (token.kind === 'option-terminator') greedy = undefined;
    else if (token.kind === 'positional') (greedy ?? words).push(token.value);
    else {
      const option = byName.get(token.name);
      if (option === undefined) return unknownOption(token.rawName, options, command);
      const problem = valueProblem(option, token.value, token.inlineValue === true);
      if (problem !== undefined) return problem;
      let list = values.get(option.name);
      if (list !== undefined && !option.repeat && !option.many && option.value !== undefined) {
        return { problem: `--${option.name} is given twice.`, help: ['Give it once.'] };
      }
      if (list === undefined) {
        list = [];
        values.set(option.name, list);
      }
      list.push(token.value ?? '');
      greedy = option.many ? list : undefined;
    }
  }
  return new OptionValues(words, values);
}

export function isProblem(parsed: OptionValues | UsageProblem): parsed is UsageProblem {
  return 'problem' in parsed;
}

function namesOf({ name, aliases = [] }: OptionSpec): readonly string[] {
  return [name, ...aliases];
}

/** `--changed` at the end, or before another option. */
function leavesValueOut(arg: string, next: string | undefined, options: readonly OptionSpec[]): boolean {
  return (
    (next === undefined || next.startsWith('-')) &&
    options.some((option) => option.optional === true && arg === `--${option.name}`)
  );
}

function valueProblem(option: OptionSpec, value: string | undefined, inline: boolean): UsageProblem | undefined {
  const { name, value: placeholder, choices } = option;
  if (placeholder === undefined) {
    return value === undefined ? undefined : { problem: `--${name} takes no value.`, help: [`Write just --${name}.`] };
  }
  // `--earliest -24h` and `--events -` are meant, `--earliest --latest` is not.
  if (value === undefined || (!inline && value.startsWith('--'))) {
    return { problem: `--${name} needs a value.`, help: [`Write --${name} ${placeholder}: ${option.summary}`] };
  }
  if (choices !== undefined && !choices.includes(value)) {
    const help = [...didYouMean(suggest(value, choices)), `Choose one of: ${choices.join(', ')}.`];
    return { problem: `--${name} cannot be ${JSON.stringify(value)}.`, help };
  }
  return undefined;
}

function unknownOption(rawName: string, options: readonly OptionSpec[], command: CommandSpec): UsageProblem {
  return {
    problem: `There is no option ${rawName}.`,
    help: [
      ...didYouMean(meantOptions(rawName.replace(/^-+/, ''), options)),
      `escudo ${command.name} --help lists the options.`,
    ],
  };
}

/** The options that may be meant by one that does not exist, as they are written: `--format json` for `--json`. */
function meantOptions(name: string, options: readonly OptionSpec[]): string[] {
  const asChoice = options.filter(({ choices }) => choices?.includes(name));
  if (asChoice.length > 0) return asChoice.map((option) => `--${option.name} ${name}`);
  const elsewhere = options.filter(({ calledElsewhere }) => calledElsewhere?.includes(name));
  const near = suggest(
    name,
    options.map((option) => option.name),
  );
  return [...new Set([...elsewhere.map((option) => option.name), ...near])].map((each) => `--${each}`);
}
