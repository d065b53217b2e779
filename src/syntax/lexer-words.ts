import { diagnostic } from '../diagnostics/diagnostic.js';
import type { ArgumentMode, LexerState } from './lexer.js';
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

const word = /(?:\\["\\|]|'[^'\s|]*'|![^=]|[^\s()[\],|"=!])+/y;
const nameWord = /(?:\\["\\|]|\([^\s|[\]"]*|![^=]|[^\s[\],|"=!])+/y;
const valueWord = /(?:\\["\\|]|[^\s()[\],|"])+/y;
const singleQuoted = /'[^'|]*'/y;

/** One token of command arguments: words, options, functions. */
export function wordsToken(state: LexerState): void {
  const { text, offset } = state;
  const names = state.frame.mode === 'names';
  switch (text[offset]) {
    case '"':
      state.emitQuoted(Quoted, '"');
      return;
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
  let pattern = afterEquals ? valueWord : names ? nameWord : word;
  if (text[offset] === "'") {
    singleQuoted.lastIndex = offset;
    if (singleQuoted.test(text)) pattern = singleQuoted;
  }
  pattern.lastIndex = offset;
  const image = pattern.exec(text)?.[0];
  if (image === undefined) {
    state.diagnostics.push(
      diagnostic(
        'unexpected-character',
        { character: text[offset]!, where: 'command arguments' },
        { at: { source: state.source, span: { start: offset, end: offset + 1 } } },
      ),
    );
    state.offset++;
    return;
  }
  const end = offset + image.length;
  const after = text.slice(end, end + 64);
  if (!afterEquals && /^\s*=/.test(after)) {
    state.emit(OptionName, end);
    return;
  }
  if (!afterEquals && state.tryKeyword(image, end, keywordToken)) return;
  if (!names && /^\s*\(/.test(after)) {
    state.emit(FunctionName, end);
    return;
  }
  state.emit(Word, end);
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
