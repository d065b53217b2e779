import type { RegexMatch } from './regex-match.js';

/** A replacement text: literal pieces and group numbers. */
export type Replacement = readonly (string | number)[];

/** Reads `\0` … `\9` as groups and `\\` as a backslash; everything else is itself, `$` included (spl-core 3.10). */
export function parseReplacement(text: string): Replacement {
  const parts: (string | number)[] = [];
  let literal = '';
  for (let i = 0; i < text.length; i++) {
    const next = text[i] === '\\' ? text[i + 1] : undefined;
    if (next !== undefined && next >= '0' && next <= '9') {
      if (literal !== '') parts.push(literal);
      literal = '';
      parts.push(Number(next));
      i++;
    } else {
      literal += text[i];
      if (next === '\\') i++;
    }
  }
  if (literal !== '') parts.push(literal);
  return parts;
}

/** The text that stands in for a match; a group that took no part or does not exist is empty. */
export function fillReplacement(replacement: Replacement, match: RegexMatch): string {
  let text = '';
  for (const part of replacement) text += typeof part === 'number' ? (match.groups[part] ?? '') : part;
  return text;
}
