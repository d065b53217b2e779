import type { IOrAlt, IToken, TokenType } from 'chevrotain';
import type { Span } from '../../source/span.js';

/**
 * The narrow public face of Chevrotain's parser methods, so that grammar rules can live in files of their own. An index
 * tells apart several uses of one method in one rule.
 */
export interface GrammarHost {
  RULE<T>(name: string, body: () => T): () => T;
  consume(index: number, type: TokenType): IToken;
  subrule<T>(index: number, rule: () => T): T;
  option<T>(index: number, body: (() => T) | { GATE?: () => boolean; DEF: () => T }): T | undefined;
  many(index: number, body: (() => unknown) | { GATE?: () => boolean; DEF: () => unknown }): void;
  atLeastOne(index: number, body: (() => unknown) | { GATE?: () => boolean; DEF: () => unknown }): void;
  or<T>(index: number, alternatives: IOrAlt<T>[] | { DEF: IOrAlt<T>[]; IGNORE_AMBIGUITIES?: boolean }): T;
  ACTION<T>(body: () => T): T;
  LA(howMuch: number): IToken;
  readonly RECORDING_PHASE: boolean;
}

/** From the start of one token to the end of another. */
export function spanOf(first: IToken, last: IToken = first): Span {
  return { start: first.startOffset, end: (last.endOffset ?? first.startOffset) + 1 };
}
