/** One option of a command; parsing, checking and help are all made from this. */
export interface OptionSpec {
  /** Without the dashes. */
  readonly name: string;
  readonly short?: string;
  /** What stands for the value in help: `FILE`. Without it the option is a flag. */
  readonly value?: string;
  /** The value may be left out: at the end of the line, before another option, or as `--name=`. */
  readonly optional?: boolean;
  /** May be given several times. */
  readonly repeat?: boolean;
  /** Takes all words up to the next option: `--events *.log`. */
  readonly many?: boolean;
  readonly choices?: readonly string[];
  /** Former names, which are still taken. */
  readonly aliases?: readonly string[];
  /** What other tools call it, to suggest the option to those who write that. */
  readonly calledElsewhere?: readonly string[];
  /** Heading in help. */
  readonly group: string;
  readonly summary: string;
}

/** A command of the command line. */
export interface CommandSpec {
  readonly name: string;
  /** After the name: `RULES... --events PATH...`. */
  readonly synopsis: string;
  readonly summary: string;
  /** A paragraph or two. */
  readonly description: readonly string[];
  readonly options: readonly OptionSpec[];
  readonly examples: readonly { readonly text: string; readonly line: string }[];
  /** Words at the end of the help: exit codes, shapes of output. */
  readonly notes?: readonly { readonly title: string; readonly lines: readonly string[] }[];
}

/** Option values by name. What is asked for is not checked: a name that is no option has no value. */
export class OptionValues {
  readonly words: readonly string[];
  readonly #values: ReadonlyMap<string, readonly string[]>;

  constructor(words: readonly string[], values: ReadonlyMap<string, readonly string[]>) {
    this.words = words;
    this.#values = values;
  }

  /** The same options with other words. */
  withWords(words: readonly string[]): OptionValues {
    return new OptionValues(words, this.#values);
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** The last value given. */
  one(name: string): string | undefined {
    return this.#values.get(name)?.at(-1);
  }

  all(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }
}
