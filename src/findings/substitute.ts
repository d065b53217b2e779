import type { ResultRow } from './finding.js';

/** `$field$` or `$field|filter$`: names hold no blanks, quotes or dollars, so a price in a text is not a token. */
const fieldToken = /\$([^\s$"'`,()|]+)(?:\|([a-z]+))?\$/g;

/** The values of a field of a row; a field that is not the row's own property is absent. */
export function valuesIn(row: ResultRow, field: string): readonly string[] {
  if (!Object.hasOwn(row, field)) return [];
  const value = row[field];
  if (value === undefined || value === null) return [];
  return typeof value === 'string' ? [value] : value;
}

/** The fields that a text names with `$field$`, in order, without repetition. */
export function fieldTokens(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(fieldToken), (match) => match[1]!))];
}

/**
 * Replaces `$field$` by the values of the row, several of them separated by `, `. A token whose field is missing stays
 * as it is, and `onMissing` hears of it.
 */
export function substituteFields(text: string, row: ResultRow, onMissing: (field: string) => void): string {
  return text.replace(fieldToken, (token, field: string) => {
    const values = valuesIn(row, field);
    if (values.length > 0) return values.join(', ');
    onMissing(field);
    return token;
  });
}

/** Replaces `%name%` by a property of the detection; an unknown word between percent signs is ordinary text. */
export function substituteProperties(text: string, properties: ReadonlyMap<string, string>): string {
  return text.replace(/%([a-z_]+)%/g, (token, name: string) => properties.get(name) ?? token);
}

/**
 * Replaces `$field$` inside SPL. The row comes from logs, that is, from strangers: a value must not end the text it stands in.
 * Inside double quotes it is escaped; outside it is put in quotes unless it is a plain word, and with `$field|s$` always.
 */
export function substituteInSearch(search: string, row: ResultRow, onMissing: (field: string) => void): string {
  let quoted = false;
  let result = '';
  let from = 0;
  for (const match of search.matchAll(fieldToken)) {
    const before = search.slice(from, match.index);
    quoted = quotedAfter(before, quoted);
    result += before;
    from = match.index + match[0].length;
    const values = valuesIn(row, match[1]!);
    if (values.length === 0) {
      onMissing(match[1]!);
      result += match[0];
    } else if (quoted) result += values.map(escaped).join('", "');
    else {
      const always = match[2] === 's';
      result += values.map((value) => (always || !plainWord.test(value) ? `"${escaped(value)}"` : value)).join(', ');
    }
  }
  return result + search.slice(from);
}

const plainWord = /^[\w.:-]+$/;

function escaped(value: string): string {
  return value.replace(/[\\"]/g, '\\$&');
}

function quotedAfter(text: string, before: boolean): boolean {
  let quoted = before;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') quoted = !quoted;
  }
  return quoted;
}
