import { type Span, span } from '../source/span.js';
import { commentEnd } from '../syntax/blank.js';

/** A macro call as it is written; spans are offsets into the scanned text. */
export interface CallText {
  readonly kind: 'call';
  /** With both backticks. */
  readonly span: Span;
  readonly name: string;
  /** The arguments without the blanks around them, quotes still on. */
  readonly args: readonly Span[];
}

/** Something between backticks that is no call, or a backtick without its partner. */
export interface BrokenCall {
  readonly kind: 'unterminated' | 'malformed';
  readonly span: Span;
  /** What is wrong, as a clause. */
  readonly problem: string;
}

const comment = '```';
/** What no call has outside of its arguments. */
const goesOn = /[|\r\n]/;

/**
 * The macro calls of a text in order (spl-core 1.2, 5.3): backticks outside of double quotes; three backticks are a
 * comment. One pass; nothing is read after a call that never ends.
 */
export function scanCalls(text: string): (CallText | BrokenCall)[] {
  const found: (CallText | BrokenCall)[] = [];
  if (!text.includes('`')) return found;
  for (let at = 0; at < text.length; ) {
    const c = text[at];
    if (c === '"') {
      at = endOfQuotes(text, at);
    } else if (isEscape(text, at)) {
      at += 2;
    } else if (c !== '`') {
      at++;
    } else if (text.startsWith(comment, at)) {
      at = commentEnd(text, at) ?? text.length + 1;
    } else {
      const call = readCall(text, at);
      found.push(call);
      if (call.kind === 'unterminated') return found;
      at = call.span.end;
    }
  }
  return found;
}

/** Offset after a double-quoted string; past the end of the text when it is not closed. */
export function endOfQuotes(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  return text.length + 1;
}

/** Outside of quotes an escaped quote is part of a word and opens nothing (spl-commands 2: two shipped searches need it). */
function isEscape(text: string, at: number): boolean {
  return text[at] === '\\' && (text[at + 1] === '"' || text[at + 1] === '\\');
}

function readCall(text: string, open: number): CallText | BrokenCall {
  const unterminated: BrokenCall = { kind: 'unterminated', span: span(open, open + 1), problem: 'it never ends' };
  let at = open + 1;
  while (at < text.length && text[at] !== '`' && text[at] !== '(') at++;
  if (at >= text.length) return unterminated;
  const name = text.slice(open + 1, at).trim();
  // What goes on into the next command is another call's beginning, read as the end of this one.
  if (goesOn.test(name)) return unterminated;
  const args: Span[] = [];
  if (text[at] === '(') {
    const end = readArguments(text, at, args);
    if (end === undefined) return unterminated;
    at = end;
    while (at < text.length && /\s/.test(text[at]!)) at++;
    const close = text.indexOf('`', at);
    if (close === -1) return unterminated;
    if (close !== at) {
      if (goesOn.test(text.slice(at, close))) return unterminated;
      return { kind: 'malformed', span: span(open, close + 1), problem: 'something follows the closing parenthesis' };
    }
  }
  const whole = span(open, at + 1);
  if (name === '') return { kind: 'malformed', span: whole, problem: 'it has no name' };
  if (/[\s"|]/.test(name)) {
    return { kind: 'malformed', span: whole, problem: 'a macro name holds no blanks, quotes or pipes' };
  }
  return { kind: 'call', span: whole, name, args };
}

/**
 * Reads from an opening parenthesis to after its closing one; commas count outside of quotes, parentheses, comments
 * and calls inside of the arguments. Undefined when the end is missing.
 */
function readArguments(text: string, open: number, args: Span[]): number | undefined {
  const outer: number[] = [];
  let depth = 1;
  let start = open + 1;
  for (let at = open + 1; at < text.length; ) {
    const c = text[at];
    if (c === '"') {
      at = endOfQuotes(text, at);
      continue;
    }
    if (isEscape(text, at)) {
      at += 2;
      continue;
    }
    if (c === '`' && text.startsWith(comment, at)) {
      at = commentEnd(text, at) ?? text.length + 1;
      continue;
    }
    if (c === '`') {
      if (outer.length > 0 && depth === 0) {
        depth = outer.pop()!;
      } else {
        outer.push(depth);
        depth = 0;
      }
    } else if (c === '(') {
      depth++;
    } else if (c === ')') {
      depth = Math.max(0, depth - 1);
    }
    if (outer.length === 0 && (depth === 0 || (c === ',' && depth === 1))) {
      args.push(trimmed(text, start, at));
      start = at + 1;
    }
    at++;
    if (outer.length === 0 && depth === 0) {
      if (args.length === 1 && args[0]!.start === args[0]!.end) args.pop();
      return at;
    }
  }
  return undefined;
}

function trimmed(text: string, start: number, end: number): Span {
  let first = start;
  let last = end;
  while (first < last && /\s/.test(text[first]!)) first++;
  while (last > first && /\s/.test(text[last - 1]!)) last--;
  return span(first, last);
}
