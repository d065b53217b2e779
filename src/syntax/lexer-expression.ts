import type { LexerState } from './lexer.js';
import {
  And,
  Colon,
  Comma,
  Dot,
  DoubleEquals,
  Equals,
  Greater,
  GreaterEqual,
  Identifier,
  In,
  keywordToken,
  LeftBrace,
  LeftParen,
  Less,
  LessEqual,
  Like,
  Minus,
  Not,
  NotEquals,
  NumberToken,
  Or,
  Percent,
  Plus,
  Quoted,
  QuotedField,
  RightBrace,
  RightParen,
  Slash,
  Star,
  Xor,
} from './tokens.js';

const identifier = /(?:[\p{L}_$][\p{L}\p{N}_$]*|<<\w+>>)(?:<<\w+>>|[\p{L}\p{N}_$])*/uy;
/** Characters that no token of an expression begins with. */
const strange = /[^\p{L}\p{N}\s_$"'()[\],|=!<>+\-*/%:{}.`]+/uy;
const number = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;

const words = new Map([
  ['and', And],
  ['or', Or],
  ['not', Not],
  ['xor', Xor],
  ['in', In],
  ['like', Like],
]);

const operandEnds = new Set([Identifier, NumberToken, Quoted, QuotedField, RightParen]);

/** Whether a name may stand bare in eval: an identifier that is no operator. */
export function isIdentifier(name: string): boolean {
  identifier.lastIndex = 0;
  return identifier.exec(name)?.[0].length === name.length && !words.has(name.toLowerCase());
}

/** What to write in place of a character that expressions do not have. */
function adviceFor(characters: string, next: string | undefined): string {
  if (/^&+$/.test(characters)) return 'Conditions are joined by AND and OR.';
  if (characters === '?') return 'Write if(condition, value, other).';
  if (characters === ';') return 'Assignments are separated by commas.';
  if (characters === '#') return 'A comment stands between ```three backticks```.';
  if (characters === '\u2013' || characters === '\u2014') return 'This is a dash; minus is `-`.';
  if (characters === '~' || (characters === '^' && next !== '"'))
    return 'Write match(field, "pattern") to compare with a regular expression.';
  return 'Field names with special characters go in single quotes, text in double quotes.';
}

/** One token of an eval expression. */
export function expressionToken(state: LexerState): void {
  const { text, offset } = state;
  const next = text[offset + 1];
  switch (text[offset]) {
    case '"':
      state.emitQuoted(Quoted, '"');
      return;
    case "'":
      state.emitQuoted(QuotedField, "'");
      return;
    case '(':
      state.openParen(LeftParen, 'expression');
      return;
    case ')':
      state.closeParen(RightParen);
      return;
    case ',':
      state.emit(Comma, offset + 1);
      return;
    case '=':
      state.emit(next === '=' ? DoubleEquals : Equals, offset + (next === '=' ? 2 : 1));
      return;
    case '!':
      state.emit(next === '=' ? NotEquals : Not, offset + (next === '=' ? 2 : 1));
      return;
    case '<':
      if (/^<<\w+>>/.test(text.slice(offset, offset + 80))) break;
      state.emit(
        next === '=' ? LessEqual : next === '>' ? NotEquals : Less,
        offset + (next === '=' || next === '>' ? 2 : 1),
      );
      return;
    case '>':
      state.emit(next === '=' ? GreaterEqual : Greater, offset + (next === '=' ? 2 : 1));
      return;
    case '+':
      state.emit(Plus, offset + 1);
      return;
    case '-':
      state.emit(Minus, offset + 1);
      return;
    case '*':
      state.emit(Star, offset + 1);
      return;
    case '/':
      state.emit(Slash, offset + 1);
      return;
    case '%':
      state.emit(Percent, offset + 1);
      return;
    case ':':
      state.emit(Colon, offset + 1);
      return;
    case '{':
      state.emit(LeftBrace, offset + 1);
      return;
    case '}':
      state.emit(RightBrace, offset + 1);
      return;
  }
  const previous = state.previous;
  const afterOperand = previous !== undefined && operandEnds.has(previous.tokenType);
  number.lastIndex = offset;
  const digits = text[offset] === '.' && afterOperand ? undefined : number.exec(text)?.[0];
  if (digits !== undefined) {
    // `5.` before a letter or quote is the number 5 and a concatenation.
    const cut = digits.endsWith('.') && /["'\p{L}_]/u.test(text[offset + digits.length] ?? '') ? 1 : 0;
    state.emit(NumberToken, offset + digits.length - cut);
    return;
  }
  if (text[offset] === '.') {
    state.emit(Dot, offset + 1);
    return;
  }
  identifier.lastIndex = offset;
  const word = identifier.exec(text)?.[0];
  if (word === undefined) {
    strange.lastIndex = offset;
    const found = strange.exec(text)?.[0] ?? String.fromCodePoint(text.codePointAt(offset)!);
    state.skipUnexpected(found, 'an expression', adviceFor(found, text[offset + found.length]));
    return;
  }
  const end = offset + word.length;
  const operator = words.get(word.toLowerCase());
  if (operator !== undefined) {
    // `in(f, ..)` and `like(f, ..)` at the start of an operand are functions.
    const isFunction = (operator === In || operator === Like) && !afterOperand;
    state.emit(isFunction ? Identifier : operator, end);
    return;
  }
  if (state.tryKeyword(word, end, keywordToken)) return;
  state.emit(Identifier, end);
}
