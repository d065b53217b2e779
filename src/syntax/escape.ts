/**
 * Rule U (spl-core 1.4): the one unescaping of double-quoted text. `\\` and `\"` lose their backslash; a backslash before
 * anything else stays.
 */
export function unescapeQuoted(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(["\\])/g, '$1');
}

/** Rule U for unquoted search words, where a pipe may be escaped too. */
export function unescapeWord(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(["\\|])/g, '$1');
}

/** Text in double quotes, so that {@link unescapeQuoted} gives it back; a backslash is doubled only where it must be. */
export function quote(text: string): string {
  return `"${text.replace(/"|\\(?=["\\]|$)/g, '\\$&')}"`;
}

/** Text as an unquoted word, so that {@link unescapeWord} gives it back. */
export function escapeWord(text: string): string {
  return text.replace(/["|]|\\(?=["\\|])/g, '\\$&');
}

/** The text between the quotes of a quoted token; an unterminated quote has been reported by the lexer. */
export function quotedContent(image: string): string {
  return unescapeQuoted(image.slice(1, image.length > 1 && image.endsWith('"') ? -1 : undefined));
}
