import type { OptionArgument } from '../syntax/ast.js';
import { parseDuration, parseSpan, type Span } from '../values/time/span.js';
import { parseTimeSpec } from '../values/time/spec.js';

/** How one option of a command is read and described. */
export interface OptionSpec<T> {
  /** What a value looks like, for messages and pages: `an integer`. */
  readonly expects: string;
  readonly text: string;
  /** The value when the option is absent. */
  readonly fallback: T;
  /** The values to choose from, where they are few. */
  readonly choices?: readonly string[];
  /** The option must be given. */
  readonly required?: boolean;
  /** It may stand several times; the command reads all of them. */
  readonly several?: boolean;
  /** The value, or undefined when it does not fit. */
  read(value: OptionArgument['value']): T | undefined;
}

/** The options of a command by name. */
// biome-ignore lint/suspicious/noExplicitAny: each option has a value type of its own, kept by OptionValues.
export type OptionSpecs = Readonly<Record<string, OptionSpec<any>>>;

/** The values of a command's options, typed by their specs. */
export type OptionValues<O extends OptionSpecs> = {
  readonly [K in keyof O]: O[K] extends OptionSpec<infer T> ? T : never;
};

function word(value: OptionArgument['value']): string | undefined {
  return value.kind === 'word' ? value.text : undefined;
}

interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

function bounded(what: string, { min, max }: Bounds): string {
  if (min === undefined) return what;
  return max === undefined ? `${what} from ${min}` : `${what} from ${min} to ${max}`;
}

const within = (number: number, { min, max }: Bounds): boolean =>
  number >= (min ?? -Infinity) && number <= (max ?? Infinity);

/** A whole number, within bounds. */
export function integer<T extends number | undefined>(
  fallback: T,
  text: string,
  bounds: Bounds = {},
): OptionSpec<T | number> {
  return {
    expects: bounded('a whole number', bounds),
    text,
    fallback,
    read: (value) => {
      const given = word(value);
      if (given === undefined || !/^[+-]?\d+$/.test(given)) return undefined;
      const number = Number(given);
      return within(number, bounds) ? number : undefined;
    },
  };
}

/** A number, within bounds. */
export function decimal<T extends number | undefined>(
  fallback: T,
  text: string,
  bounds: Bounds = {},
): OptionSpec<T | number> {
  return {
    expects: bounded('a number', bounds),
    text,
    fallback,
    read: (value) => {
      const given = word(value);
      if (given === undefined || given === '' || !Number.isFinite(Number(given))) return undefined;
      return within(Number(given), bounds) ? Number(given) : undefined;
    },
  };
}

/** `t`, `true`, `1`, `f`, `false`, `0` in any letter case (spl-commands 1). */
export function boolean(fallback: boolean, text: string): OptionSpec<boolean> {
  return {
    expects: 'true or false',
    text,
    fallback,
    read: (value) => {
      const given = word(value)?.toLowerCase();
      if (given === 't' || given === 'true' || given === '1' || given === 'yes') return true;
      if (given === 'f' || given === 'false' || given === '0' || given === 'no') return false;
      return undefined;
    },
  };
}

/** A text as it is written. */
export function text<T extends string | undefined>(fallback: T, summary: string): OptionSpec<T | string> {
  return { expects: 'a text', text: summary, fallback, read: word };
}

/** An index or a pattern for indexes; it may stand several times. */
export function index(summary: string): OptionSpec<string | undefined> {
  return { ...text(undefined, summary), several: true };
}

/** All indexes that an option `index` names. */
export function indexesOf(given: readonly OptionArgument[]): string[] {
  return given.flatMap((each) => (each.name === 'index' ? (word(each.value) ?? []) : []));
}

/** The name of a field. */
export function field<T extends string | undefined>(fallback: T, summary: string): OptionSpec<T | string> {
  return { expects: 'a field name', text: summary, fallback, read: word };
}

/** One of some words. */
export function choice<C extends string, T extends C | undefined>(
  choices: readonly C[],
  fallback: T,
  summary: string,
): OptionSpec<C | T> {
  return {
    expects: choices.join(', '),
    text: summary,
    fallback,
    choices,
    read: (value) => choices.find((each) => each.toLowerCase() === word(value)?.toLowerCase()),
  };
}

/** A bin width: `5m`, `1d`, `100`, `2log10`. */
export function span(summary: string): OptionSpec<Span | undefined> {
  return {
    expects: 'a span such as 5m or 100',
    text: summary,
    fallback: undefined,
    read: (value) => {
      const given = word(value);
      const parsed = given === undefined ? undefined : parseSpan(given);
      return parsed === undefined || 'error' in parsed ? undefined : parsed;
    },
  };
}

/** A length of time in seconds: `30s`, `5m`; `-1` is no bound, given as Infinity. */
export function duration(summary: string): OptionSpec<number | undefined> {
  return {
    expects: 'a length of time such as 30s or 5m',
    text: summary,
    fallback: undefined,
    read: (value) => {
      const given = word(value);
      if (given === '-1') return Number.POSITIVE_INFINITY;
      const parsed = given === undefined ? undefined : parseDuration(given);
      return typeof parsed === 'number' ? parsed : undefined;
    },
  };
}

/** Where time bins begin to count: an end of the time range of the search, or a time as it is written. */
export function alignment(summary: string): OptionSpec<string | undefined> {
  return {
    expects: 'earliest, latest or a time such as @d+3h or 1700000000',
    text: summary,
    fallback: undefined,
    read: (value) => {
      const given = word(value);
      const isTime = given === 'earliest' || given === 'latest' || (given && !('error' in parseTimeSpec(given)));
      return isTime ? given : undefined;
    },
  };
}

/** The argument as written: an expression, a search or a word; the command looks at it itself. */
export function filter(summary: string): OptionSpec<OptionArgument['value'] | undefined> {
  return {
    expects: 'a quoted search, (search terms) or eval(condition)',
    text: summary,
    fallback: undefined,
    read: (value) => value,
  };
}
