import { createToken, type IToken, type TokenType } from 'chevrotain';

/**
 * Token types of SPL. The lexer (`lexer.ts`) decides by context which one a piece of text is, so patterns are `NA`:
 * Chevrotain's own lexer is not used, its parser is.
 */
function token(name: string, label: string, categories: TokenType[] = []): TokenType {
  return createToken({ name, label, pattern: /NOT_USED/, categories });
}

export const Pipe = token('Pipe', '"|"');
export const LeftBracket = token('LeftBracket', '"["');
export const RightBracket = token('RightBracket', '"]"');
export const LeftParen = token('LeftParen', '"("');
export const RightParen = token('RightParen', '")"');
export const Comma = token('Comma', '","');

/** Text in double quotes, quotes included. */
export const Quoted = token('Quoted', 'quoted text');
/** A bare word of a search or of command arguments. */
export const Word = token('Word', 'word');
/** A bare word directly before an opening parenthesis. */
export const FunctionName = token('FunctionName', 'function name');
/** `[ .. ]` with commands that have placeholders, as a whole. */
export const Template = token('Template', '[commands]');
/** The name of a command that has subsearches where it takes none: their text stands there. */
export const FilledCommand = token('FilledCommand', 'command');
/** A piece of such a command, as written. */
export const CommandText = token('CommandText', 'text');
/** A bare word before `=` in command arguments. */
export const OptionName = token('OptionName', 'option name');

/** `TERM(..)` and `CASE(..)` in searches, as a whole. */
export const TermPhrase = token('TermPhrase', 'TERM(..)');
export const CasePhrase = token('CasePhrase', 'CASE(..)');

/** A bare name in eval. */
export const Identifier = token('Identifier', 'field name');
/** A name in single quotes in eval, quotes included. */
export const QuotedField = token('QuotedField', "'field name'");
export const NumberToken = token('Number', 'number');

export const Equals = token('Equals', '"="');
export const DoubleEquals = token('DoubleEquals', '"=="');
export const NotEquals = token('NotEquals', '"!="');
export const Less = token('Less', '"<"');
export const LessEqual = token('LessEqual', '"<="');
export const Greater = token('Greater', '">"');
export const GreaterEqual = token('GreaterEqual', '">="');
export const Plus = token('Plus', '"+"');
export const Minus = token('Minus', '"-"');
export const Star = token('Star', '"*"');
export const Slash = token('Slash', '"/"');
export const Percent = token('Percent', '"%"');
export const Dot = token('Dot', '"."');
export const Colon = token('Colon', '":"');
export const LeftBrace = token('LeftBrace', '"{"');
export const RightBrace = token('RightBrace', '"}"');

export const And = token('And', 'AND');
export const Or = token('Or', 'OR');
export const Not = token('Not', 'NOT');
export const Xor = token('Xor', 'XOR');
export const In = token('In', 'IN');
export const Like = token('Like', 'LIKE');

/** A word where a command is expected that names none. */
export const UnknownCommand = token('UnknownCommand', 'command');

export const fixedTokens: readonly TokenType[] = [
  Pipe,
  LeftBracket,
  RightBracket,
  LeftParen,
  RightParen,
  Comma,
  Quoted,
  Word,
  FunctionName,
  OptionName,
  Template,
  FilledCommand,
  CommandText,
  TermPhrase,
  CasePhrase,
  Identifier,
  QuotedField,
  NumberToken,
  Equals,
  DoubleEquals,
  NotEquals,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  Plus,
  Minus,
  Star,
  Slash,
  Percent,
  Dot,
  Colon,
  LeftBrace,
  RightBrace,
  And,
  Or,
  Not,
  Xor,
  In,
  Like,
  UnknownCommand,
];

/** Words that open a clause (`by`, `as`, `OUTPUT`), one token type each, made when a command first names them. */
const keywordTokens = new Map<string, TokenType>();

export function keywordToken(word: string): TokenType {
  const key = word.toLowerCase();
  let type = keywordTokens.get(key);
  if (type === undefined) {
    type = token(`Keyword_${key}`, key.toUpperCase());
    keywordTokens.set(key, type);
  }
  return type;
}

const commandTokens = new Map<string, TokenType>();

/** The token type of a command's name. */
export function commandToken(name: string): TokenType {
  let type = commandTokens.get(name);
  if (type === undefined) {
    type = token(`Command_${name}`, name);
    commandTokens.set(name, type);
  }
  return type;
}

export function makeToken(type: TokenType, image: string, start: number, end: number): IToken {
  return {
    image,
    startOffset: start,
    endOffset: end - 1,
    tokenType: type,
    tokenTypeIdx: type.tokenTypeIdx!,
  };
}
