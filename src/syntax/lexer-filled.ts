import { commentEnd } from './blank.js';
import type { LexerState } from './lexer.js';
import { CommandText } from './tokens.js';

const singleQuoted = /'[^'\s|]*'/y;
/** The name of a field in an expression, which may hold anything: `count(eval('"|'=1))`. */
const quotedField = /'[^']*'/y;

/** Behind the quoted text that opens at `i`. */
function quoteEnd(text: string, i: number): number {
  let end = i + 1;
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  return end + 1;
}

/**
 * The next character from `offset` on that a command in pieces stops at: a bracket, a pipe, a comment, or the end of the
 * text. Quoted text and `\|` belong to the piece.
 */
function pieceEnd(text: string, offset: number): number {
  let depth = 0;
  for (let i = offset; i < text.length; ) {
    const character = text[i]!;
    if (character === '(') depth++;
    else if (character === ')') depth--;
    if (character === '[' || character === ']' || character === '|' || text.startsWith('```', i)) return i;
    if (character === '"') i = quoteEnd(text, i);
    else if (character === '\\') i += 2;
    else {
      const quoted = depth > 0 ? quotedField : singleQuoted;
      quoted.lastIndex = i;
      i += character === "'" ? (quoted.exec(text)?.[0].length ?? 1) : 1;
    }
  }
  return text.length;
}

/** Whether a bracket stands among the arguments that begin at `offset`, outside quotes and parentheses. */
export function hasBracket(text: string, offset: number): boolean {
  let depth = 0;
  for (let i = offset; ; ) {
    const end = pieceEnd(text, i);
    for (const character of text.slice(i, end).replace(/\\["\\]|"(?:\\.|[^"\\])*(?:"|\\?$)/gs, ''))
      if (character === '(') depth++;
      else if (character === ')') depth--;
    if (text[end] === '[') return depth <= 0;
    const behind = text.startsWith('```', end) ? commentEnd(text, end) : undefined;
    if (behind === undefined) return false;
    i = behind;
  }
}

/** A piece of a command between subsearches, without the blanks around it. */
export function commandText(state: LexerState): void {
  const { text, offset } = state;
  const image = text.slice(offset, Math.max(pieceEnd(text, offset), offset + 1));
  state.emit(CommandText, offset + image.trimEnd().length);
}
