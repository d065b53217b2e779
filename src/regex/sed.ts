import { compileRegex } from './regex.js';

/** Changes a text as a sed command says. */
export type SedCommand = (subject: string) => string;

interface SedFailure {
  readonly ok: false;
  readonly message: string;
  readonly offset: number;
}

export type SedCompilation = { readonly ok: true; readonly apply: SedCommand } | SedFailure;

/** A sed expression taken apart: matches replaced, all, the first or the Nth, or characters swapped for others. */
type SedExpression =
  | {
      readonly ok: true;
      readonly name: 'replace';
      readonly pattern: string;
      readonly patternOffset: number;
      readonly replacement: string;
      readonly which: 'all' | 'first' | number;
    }
  | { readonly ok: true; readonly name: 'swap'; readonly swaps: ReadonlyMap<string, string> };

/** Compiles the argument of `rex mode=sed`. */
export function compileSed(text: string): SedCompilation {
  const read = readSed(text);
  if (!read.ok) return read;
  if (read.name === 'swap') {
    const { swaps } = read;
    return { ok: true, apply: (subject) => swapped(subject, swaps) };
  }
  const compilation = compileRegex(read.pattern);
  if (!compilation.ok) return failure(compilation.message, read.patternOffset + compilation.offset);
  const { regex } = compilation;
  const { replacement, which } = read;
  return { ok: true, apply: (subject) => regex.replace(subject, replacement, which) };
}

/**
 * Reads the argument of `rex mode=sed` (spl-commands 7.1): `s/<regex>/<replacement>/` for the first match, with `g` for all, with a
 * number N for the Nth; `y/<characters>/<others>/` to swap characters. Any character but a backslash or a newline may delimit; a
 * backslash before it makes it ordinary.
 */
export function readSed(text: string): SedExpression | SedFailure {
  const start = text.length - text.trimStart().length;
  const command = text[start];
  if (command !== 's' && command !== 'y') {
    return failure('a sed expression begins with s (replace) or y (swap characters)', start);
  }
  const delimiter = delimiterAt(text, start + 1);
  if (delimiter === undefined) return failure(`a delimiter such as / is expected after ${command}`, start + 1);
  const first = readPart(text, start + 1 + delimiter.length, delimiter);
  if (first === undefined) return failure(`the sed expression has no second ${delimiter}`, text.length);
  const second = readPart(text, first.next, delimiter);
  if (second === undefined) return failure(`the sed expression has no third ${delimiter}`, text.length);
  const flags = text.slice(second.next).trim();
  if (command === 'y') {
    if (flags !== '') return failure('nothing may follow the last delimiter of y', second.next);
    return readSwap(first.text, second.text, delimiter, start);
  }
  if (!/^(?:g|[1-9]\d{0,8})?$/.test(flags))
    return failure('after the last delimiter only g or a number is allowed', second.next);
  return {
    ok: true,
    name: 'replace',
    pattern: first.text,
    patternOffset: start + 1 + delimiter.length,
    replacement: unescapeDelimiter(second.text, delimiter),
    which: flags === 'g' ? 'all' : flags === '' ? 'first' : Number(flags),
  };
}

function failure(message: string, offset: number): SedFailure {
  return { ok: false, message, offset };
}

function delimiterAt(text: string, offset: number): string | undefined {
  const code = text.codePointAt(offset);
  return code === undefined || code === 0x5c || code === 0x0a ? undefined : String.fromCodePoint(code);
}

/** The text up to the next delimiter without a backslash, as written. */
function readPart(text: string, from: number, delimiter: string): { text: string; next: number } | undefined {
  for (let i = from; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text.startsWith(delimiter, i)) return { text: text.slice(from, i), next: i + delimiter.length };
  }
  return undefined;
}

/** A digit as delimiter stays escaped in a replacement, where `\1` is a group. */
function unescapeDelimiter(text: string, delimiter: string): string {
  if (/[0-9]/.test(delimiter)) return text;
  return text.replaceAll(/\\(.)/gsu, (whole, char: string) => (char === delimiter ? char : whole));
}

function readSwap(from: string, to: string, delimiter: string, offset: number): SedExpression | SedFailure {
  const source = swapCharacters(from, delimiter);
  const target = swapCharacters(to, delimiter);
  if (source.length !== target.length)
    return failure('the two parts of y must have the same number of characters', offset);
  const swaps = new Map<string, string>();
  source.forEach((char, i) => {
    if (!swaps.has(char)) swaps.set(char, target[i]!);
  });
  return { ok: true, name: 'swap', swaps };
}

function swapped(subject: string, swaps: ReadonlyMap<string, string>): string {
  let text = '';
  for (const char of subject) text += swaps.get(char) ?? char;
  return text;
}

function swapCharacters(text: string, delimiter: string): string[] {
  const plain = text.replaceAll(/\\(.)/gsu, (whole, char: string) => {
    if (char === delimiter || char === '\\') return char;
    return char === 'n' ? '\n' : whole;
  });
  return [...plain];
}
