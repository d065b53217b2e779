import type { ReadSearch } from '../compile/compile.js';
import type { Source } from '../source/source.js';
import type { Span } from '../source/span.js';
import { argumentsOf, commandsOf } from './commands-of.js';

/** A `$field$` token of a message, title or drill-down. */
export interface Token {
  readonly field: string;
  readonly span: Span;
}

const token = /\$([A-Za-z_][\w.{}:-]*)(?:\|[a-z]+)?\$/g;

/** A search with tokens as it can be compiled, with all places where they are: the bar in front of a filter (`$field|s$`) is none. */
export function fillable(search: Source): Source {
  return { ...search, text: withTokens(search.text, (found) => found.replace('|', '_')) };
}

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
  return [...text.text.matchAll(token)].map(tokenOf);
}

function tokenOf(match: RegExpExecArray): Token {
  return { field: match[1]!, span: { start: match.index, end: match.index + match[0].length } };
}

/** What begins as a token does and is never closed: `$field` without its second dollar. */
export function openTokensOf(text: Source): Token[] {
  const rest = withTokens(text.text, (found) => ' '.repeat(found.length));
  return [...rest.matchAll(/\$([A-Za-z_]\w*)/g)].map(tokenOf);
}

/**
 * Whether a token stands where a search names its fields, as in `stats count by $split$`: which fields there are then is known only
 * to who fills it.
 */
export function namesByToken({ source, tree }: ReadSearch): boolean {
  if (!hasToken(source.text)) return false;
  const has = ({ start, end }: Span): boolean => hasToken(source.text.slice(start, end));
  return commandsOf(tree).some(({ args }) =>
    argumentsOf(args).some((argument) => {
      switch (argument.kind) {
        case 'field':
        case 'word':
        case 'pair':
        case 'template':
          return has(argument.span);
        case 'assignment':
          return has(argument.targetSpan);
        case 'aggregation':
          return argument.as !== undefined && has(argument.as.span);
        default:
          return false;
      }
    }),
  );
}
