/**
 * Rule U (spl-core 1.4): the one unescaping of double-quoted text. `\\` and `\"` lose their backslash; a backslash before
 * anything else stays.
 */
export function unescapeQuoted(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(["\\])/g, '$1');
}

/** Rule U with `\n` and `\t` as newline and tab besides (spl-core 8.4). */
function interpretQuoted(text: string): string {
  return text.replace(/\\(["\\nt])/g, (_, character: string) => escaped[character] ?? character);
}

const escaped: Readonly<Record<string, string>> = { n: '\n', t: '\t' };

/** Rule U for unquoted search words, where a pipe may be escaped too. */
export function unescapeWord(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(["\\|])/g, '$1');
}

/** Text in double quotes, so that {@link unescapeQuoted} gives it back; a backslash is doubled only where it must be. */
export function quote(text: string): string {
  return `"${text.replace(/"|\\(?=["\\]|$)/g, '\\$&')}"`;
}

/** A text of eval in double quotes, so that {@link quotedText} gives it back. */
export function quoteText({
  value,
  interpreted = value,
}: {
  readonly value: string;
  readonly interpreted?: string;
}): string {
  // How many characters the interpreted text is behind: one for each newline or tab.
  let behind = 0;
  const inner = value.replace(/"|\\(?=["\\nt]|$)/g, (found, at: number) => {
    const next = value[at + 1];
    if (found === '\\' && next !== undefined && escaped[next] === interpreted[at - behind]) {
      behind++;
      return found;
    }
    return `\\${found}`;
  });
  return `"${inner}"`;
}

/** Text as an unquoted word, so that {@link unescapeWord} gives it back. */
export function escapeWord(text: string): string {
  return text.replace(/["|]|\\(?=["\\|])/g, '\\$&');
}

/** The text between the quotes of a quoted token; an unterminated quote has been reported by the lexer. */
export function quotedContent(image: string): string {
  return unescapeQuoted(insideQuotes(image));
}

/** {@link quotedContent} and, where it differs, what it is with `\n` and `\t` interpreted. */
export function quotedText(image: string): { readonly value: string; readonly interpreted?: string } {
  const value = quotedContent(image);
  if (!/\\[nt]/.test(value)) return { value };
  const interpreted = interpretQuoted(insideQuotes(image));
  return interpreted === value ? { value } : { value, interpreted };
}

function insideQuotes(image: string): string {
  return image.slice(1, image.length > 1 && image.endsWith('"') ? -1 : undefined);
}
