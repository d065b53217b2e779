import { blankEnd } from './blank.js';
import type { ArgumentMode, LexerState } from './lexer.js';
import { valueWord } from './lexer-search.js';
import {
  Comma,
  Equals,
  FunctionName,
  keywordToken,
  LeftParen,
  NotEquals,
  OptionName,
  Quoted,
  RightParen,
  Word,
} from './tokens.js';

const word = /(?:\\["\\|]|'[^'\s|]*'|!(?!=)|(?!```)[^\s()[\],|"=!])+/y;
/** Commas and `=` belong to the word between its parentheses: `count(eval(a=1))`. */
const nameWord = /(?:\\["\\|]|\((?:(?!```)[^\s()|[\]"]|\([^\s()|[\]"]*\))*\)?|!(?!=)|(?!```)[^\s()[\],|"=!]|\))+/y;
const prefixWord = /[^\s()|]+/y;
const singleQuoted = /'[^'|]*'/y;

/** Whether a bare image is one word of command arguments; `afterEquals`: as the value of an option. */
export function isWordImage(image: string, mode: ArgumentMode, afterEquals: boolean): boolean {
  if (/^!?=/.test(image)) return false;
  if (image.startsWith("'") && image.indexOf("'", 1) > 0) return false;
  const pattern = afterEquals ? valueWord : mode === 'names' ? nameWord : word;
  pattern.lastIndex = 0;
  return pattern.exec(image)?.[0].length === image.length;
}

/** One token of command arguments: words, options, functions. */
export function wordsToken(state: LexerState): void {
  const { text, offset } = state;
  const names = state.frame.mode === 'names';
  switch (text[offset]) {
    case '"': {
      const end = resetConditionEnd(state);
      if (end !== undefined) state.emit(Quoted, end);
      else state.emitQuoted(Quoted, '"');
      return;
    }
    case ',':
      state.emit(Comma, offset + 1);
      return;
    case '=':
      // `==` is a slip that Splunk accepts between an option and its value.
      state.emit(Equals, offset + (text[offset + 1] === '=' ? 2 : 1));
      return;
    case '!':
      if (text[offset + 1] === '=') {
        state.emit(NotEquals, offset + 2);
        return;
      }
      break;
    case '(':
      if (!names) {
        state.openParen(LeftParen, modeInside(state));
        return;
      }
      break;
    case ')':
      if (!names) {
        state.closeParen(RightParen);
        return;
      }
      break;
  }
  const afterEquals = state.previous?.tokenType === Equals;
  // A new name may hold parentheses: `values(x) as flags(inherited)`.
  const newName = state.frame.parens.length === 0 && state.previous?.tokenType === keywordToken('as');
  let pattern = afterEquals ? valueWord : names || newName ? nameWord : word;
  // A pattern without quotes, as people write it: `makemv tokenizer=(\S+) x`.
  if (afterEquals && names && text[offset] === '(') pattern = nameWord;
  if (isPrefixText(state)) pattern = prefixWord;
  if (text[offset] === "'") {
    singleQuoted.lastIndex = offset;
    if (singleQuoted.test(text)) pattern = singleQuoted;
  }
  pattern.lastIndex = offset;
  const image = pattern.exec(text)?.[0];
  if (image === undefined) {
    state.skipUnexpected(text[offset]!, 'command arguments', undefined);
    return;
  }
  const end = offset + image.length;
  if (pattern === prefixWord) {
    state.emit(Word, end);
    return;
  }
  const next = text[blankEnd(text, end)];
  if (!afterEquals && next === '=') {
    state.emit(OptionName, end);
    return;
  }
  if (!afterEquals && state.tryKeyword(image, end, keywordToken)) return;
  if (!names && !newName && next === '(') {
    state.emit(FunctionName, end);
    return;
  }
  state.emit(Word, end);
}

/** `avg(PREFIX(kbps=))` of tstats: the `=` belongs to the word. */
function isPrefixText({ previous, tokens }: LexerState): boolean {
  if (previous?.tokenType !== LeftParen) return false;
  const name = tokens[tokens.length - 2];
  return name?.tokenType === FunctionName && /^prefix$/i.test(name.image);
}

/** The documented quoting of streamstats, `reset_after="("match(x,\\"y\\")")"`: one text from `"(` to `)"`. */
function resetConditionEnd(state: LexerState): number | undefined {
  const { text, offset } = state;
  if (state.previous?.tokenType !== Equals || !text.startsWith('"("', offset)) return undefined;
  const option = state.tokens[state.tokens.length - 2]?.image.toLowerCase();
  if (option !== 'reset_before' && option !== 'reset_after') return undefined;
  // An escaped quote before a parenthesis belongs to the condition.
  let close = text.indexOf('")"', offset + 3);
  while (close > 0 && text[close - 1] === '\\') close = text.indexOf('")"', close + 1);
  return close < 0 ? undefined : close + 3;
}

/** `eval(..)` and filters in parentheses hold expressions or searches, everything else words. */
function modeInside(state: LexerState): ArgumentMode {
  const previous = state.previous;
  if (previous?.tokenType === FunctionName && previous.image.toLowerCase() === 'eval') return 'expression';
  if (previous?.tokenType === Equals) {
    const option = state.tokens[state.tokens.length - 2]?.image.toLowerCase();
    if (option === 'startswith' || option === 'endswith') return 'search';
    if (option === 'reset_before' || option === 'reset_after') return 'expression';
  }
  return 'words';
}
