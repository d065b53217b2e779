import type { Source } from '../source/source.js';
import type { Span } from '../source/span.js';

/** A `$field$` token of a message, title or drill-down. */
export interface Token {
  readonly field: string;
  readonly span: Span;
}

const token = /\$([A-Za-z_][\w.{}:-]*)(?:\|[a-z]+)?\$/g;

/** Whether a text holds a token, whose value nobody knows yet. */
export function hasToken(text: string): boolean {
  return text.search(token) !== -1;
}

/** A text with another one in the place of each token. */
export function withTokens(text: string, other: (token: string) => string): string {
  return text.replace(token, (found) => other(found));
}

/** The tokens of a text; `$field|filter$` names the field before the bar. */
export function tokensOf(text: Source): Token[] {
  return [...text.text.matchAll(token)].map((match) => ({
    field: match[1]!,
    span: { start: match.index, end: match.index + match[0].length },
  }));
}
