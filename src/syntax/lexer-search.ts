import { diagnostic } from '../diagnostics/diagnostic.js';
import { blankEnd } from './blank.js';
import type { LexerState } from './lexer.js';
import { isTimeModifier } from './time-modifiers.js';
import {
  And,
  CasePhrase,
  Comma,
  DoubleEquals,
  Equals,
  Greater,
  GreaterEqual,
  In,
  keywordToken,
  LeftParen,
  Less,
  LessEqual,
  Not,
  NotEquals,
  Or,
  Quoted,
  RightParen,
  TermPhrase,
  Word,
} from './tokens.js';

const comparisons = new Set([Equals, DoubleEquals, NotEquals, Less, LessEqual, Greater, GreaterEqual]);

/** A word as a value: everything up to a blank, parenthesis, bracket, comma, pipe or quote. */
export const valueWord = /(?:\\["\\|]|(?!```)[^\s()[\],|"])+/y;
/** A word where an operator may follow: ends before `=`, `!=`, `<`, `>` as well. */
const leftWord = /(?:\\["\\|]|<<\w+>>|!(?!=)|(?!```)[^\s()[\],|"=<>!])+/y;
const phrase = /(TERM|CASE)\(([^()"]*|"(?:\\.|[^"\\])*")\)/y;

/** Whether a bare image is one word of a search; `value`: on the right of an operator or in an IN list. */
export function isSearchWordImage(image: string, value: boolean): boolean {
  if (!value && (image === 'AND' || image === 'OR' || image === 'NOT')) return false;
  const pattern = value ? valueWord : leftWord;
  pattern.lastIndex = 0;
  return pattern.exec(image)?.[0].length === image.length;
}

/** One token of search terms (spl-core 1.7). */
export function searchToken(state: LexerState): void {
  const { text, offset } = state;
  const next = text[offset + 1];
  switch (text[offset]) {
    case '"':
      state.emitQuoted(Quoted, '"');
      return;
    case '(':
      state.frame.inList = state.previous?.tokenType === In;
      state.frame.parens.push('search');
      state.emit(LeftParen, offset + 1);
      return;
    case ')':
      state.closeParen(RightParen);
      return;
    case ',':
      state.emit(Comma, offset + 1);
      return;
  }
  const previous = state.previous;
  const afterOperator = previous !== undefined && comparisons.has(previous.tokenType);
  if (!afterOperator && !state.frame.inList) {
    switch (text[offset]) {
      case '=':
        state.emit(next === '=' ? DoubleEquals : Equals, offset + (next === '=' ? 2 : 1));
        return;
      case '!':
        if (next === '=') {
          state.emit(NotEquals, offset + 2);
          return;
        }
        break;
      case '<':
        if (text.startsWith('<<', offset)) break;
        state.emit(next === '=' ? LessEqual : Less, offset + (next === '=' ? 2 : 1));
        return;
      case '>':
        state.emit(next === '=' ? GreaterEqual : Greater, offset + (next === '=' ? 2 : 1));
        return;
    }
  }
  phrase.lastIndex = offset;
  const wrapped = phrase.exec(text);
  if (wrapped !== null) {
    state.emit(wrapped[1] === 'TERM' ? TermPhrase : CasePhrase, offset + wrapped[0].length);
    return;
  }
  const pattern = afterOperator || state.frame.inList ? valueWord : leftWord;
  pattern.lastIndex = offset;
  const word = pattern.exec(text)?.[0];
  if (word === undefined) {
    // A lone `!` or `<`: part of no word, no operator.
    state.skipUnexpected(text[offset]!, 'search terms', 'Put text with such characters in double quotes.');
    return;
  }
  const end = offset + word.length;
  if (afterOperator && text[end] === '(' && isCallText(text, end, word)) {
    const left = state.tokens[state.tokens.length - 2]?.image ?? '';
    // `latest=now()` is the same as `latest=now`.
    if (text.startsWith('now()', offset) && isTimeModifier(left)) state.emit(Word, end + 2);
    else emitCallText(state, end);
    return;
  }
  if (!afterOperator && !state.frame.inList) {
    // Operators are upper case only: a lower-case `or` is a word to look for (spl-core 1.5).
    const operator = word === 'AND' ? And : word === 'OR' ? Or : word === 'NOT' ? Not : undefined;
    if (operator !== undefined) {
      state.emit(operator, end);
      return;
    }
    if (word === 'IN' && /[([]/.test(text[blankEnd(text, end)] ?? '') && previous !== undefined) {
      const field = previous.tokenType === Word || previous.tokenType === Quoted;
      // `f NOT IN (..)` is no form of the language: as an operator the word is refused there, not looked for.
      if (field || previous.tokenType === Not) {
        state.emit(In, end);
        return;
      }
    }
    if (state.tryKeyword(word, end, keywordToken)) return;
  }
  state.emit(Word, end);
}

/** The start of a condition in parentheses. */
const bracketedTerm = /\((?:NOT\s|[\s(])*(?:"(?:\\.|[^"\\])*"|[^\s()[\],|"=<>!]+)\s*(?:[=<>]|!=|IN\s*\()/y;

/**
 * Whether a value and the parenthesis directly behind it were meant as a call: a name, and no search terms inside.
 * `a=1(b=2)` are two terms (spl-core 1.7).
 */
function isCallText(text: string, open: number, word: string): boolean {
  // Of the letters, digits and underscores at its end one is no digit.
  if (!/[A-Za-z_]\d*$/.test(word)) return false;
  // These functions begin with a condition themselves.
  if (/^(?:if|case|validate)$/i.test(word)) return true;
  bracketedTerm.lastIndex = open;
  return !bracketedTerm.test(text);
}

/**
 * `_time >= relative_time(now(), "-10m")`: a search knows no functions, so the whole is text to compare with, and almost
 * certainly not what was meant (spl-core 1.8).
 */
function emitCallText(state: LexerState, open: number): void {
  const { text, offset } = state;
  let depth = 0;
  let end = open;
  for (; end < text.length; end++) {
    const character = text[end];
    if (character === '"') {
      const close = /"(?:\\.|[^"\\])*"/y;
      close.lastIndex = end;
      end += (close.exec(text)?.[0].length ?? 1) - 1;
    } else if (character === '(') depth++;
    else if (character === ')' && --depth === 0) break;
    else if (character === '|' || character === '[' || character === ']') break;
  }
  const closed = text[end] === ')';
  const stop = closed ? end + 1 : open;
  if (closed) {
    state.diagnostics.push(
      diagnostic(
        'function-in-search',
        { call: text.slice(offset, stop) },
        {
          at: { source: state.source, span: { start: offset, end: stop } },
          help: ['Use `where` to compare with the result of a function.'],
        },
      ),
    );
  }
  state.emit(Word, stop);
}
