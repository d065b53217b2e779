import { foldCase } from './case-fold.js';

/** A pattern taken apart: the text between its asterisks. One part means that there is no asterisk. */
export interface Wildcard {
  /** Text before, between and after the asterisks; `a*b` gives `a`, `b`, and `*` gives two empty texts. */
  readonly parts: readonly string[];
}

export interface WildcardOptions {
  readonly caseSensitive: boolean;
}

/**
 * Reads a pattern. `*` stands for any run of characters, also none; nothing else is special and nothing can be escaped
 * (spl-core 1.4, 1.8).
 */
export function parseWildcard(pattern: string): Wildcard {
  return { parts: pattern.split('*') };
}

/** How many runs of characters a pattern leaves open. */
export function asterisks(pattern: string): number {
  return pattern.split('*').length - 1;
}

/** Whether a text has an asterisk and therefore means more than itself. */
export function hasWildcard(pattern: string): boolean {
  return pattern.includes('*');
}

/**
 * Whether the whole text fits the parts. Each middle part is taken at its first place, which is enough to decide, so
 * the text is walked once and never again.
 */
export function matchesParts(parts: readonly string[], text: string): boolean {
  const last = parts.length - 1;
  const prefix = parts[0]!;
  if (last === 0) return text === prefix;
  const suffix = parts[last]!;
  const end = text.length - suffix.length;
  if (end < prefix.length || !text.startsWith(prefix) || !text.endsWith(suffix)) return false;
  let position = prefix.length;
  for (let i = 1; i < last; i++) {
    const part = parts[i]!;
    const found = text.indexOf(part, position);
    if (found < 0) return false;
    position = found + part.length;
    if (position > end) return false;
  }
  return true;
}

/** A pattern as a test for whole texts, reduced to the cheapest comparison that decides it. */
export function compileWildcard(pattern: string, options: WildcardOptions): (text: string) => boolean {
  if (options.caseSensitive) return compileParts(parseWildcard(pattern).parts);
  const test = compileParts(parseWildcard(foldCase(pattern)).parts);
  return (text) => test(foldCase(text));
}

function compileParts(given: readonly string[]): (text: string) => boolean {
  // Neighbouring asterisks mean one.
  const parts = given.filter((part, i) => part !== '' || i === 0 || i === given.length - 1);
  const [first = '', second = '', third = ''] = parts;
  if (parts.length === 1) return (text) => text === first;
  if (parts.length === 2) {
    if (first === '' && second === '') return () => true;
    if (second === '') return (text) => text.startsWith(first);
    if (first === '') return (text) => text.endsWith(second);
    const least = first.length + second.length;
    return (text) => text.length >= least && text.startsWith(first) && text.endsWith(second);
  }
  if (parts.length === 3 && first === '' && third === '') return (text) => text.includes(second);
  return (text) => matchesParts(parts, text);
}

/**
 * What each asterisk stood for, from left to right, or null when the text does not fit; case-sensitive, as field
 * names are (spl-commands 6.2, 6.3, 6.7). Where several readings fit, earlier asterisks take as much as they can, as
 * the groups of a regex would [I]. A pattern without asterisk gives an empty list.
 */
export function wildcardCaptures(pattern: string, text: string): string[] | null {
  const { parts } = parseWildcard(pattern);
  if (!matchesParts(parts, text)) return null;
  const last = parts.length - 1;
  if (last === 0) return [];
  const captures = new Array<string>(last);
  let next = text.length - parts[last]!.length;
  for (let i = last - 1; i > 0; i--) {
    const part = parts[i]!;
    // The rightmost place leaves the most to the asterisks before it.
    const start = text.lastIndexOf(part, next - part.length);
    captures[i] = text.slice(start + part.length, next);
    next = start;
  }
  captures[0] = text.slice(parts[0]!.length, next);
  return captures;
}

/** Puts captured texts in place of the asterisks of a pattern with as many of them (`"Processes.*" as *`). */
export function fillWildcard(pattern: string, captures: readonly string[]): string {
  const { parts } = parseWildcard(pattern);
  let text = parts[0]!;
  for (let i = 1; i < parts.length; i++) text += (captures[i - 1] ?? '') + parts[i]!;
  return text;
}
