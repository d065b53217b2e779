import { language } from '../compile/compile.js';

/** What stands at a place of a search that may not be finished, as far as the text before it says. */
export type Cursor = Words &
  (
    | { readonly at: 'nothing' }
    /** Between backticks; `word` is the beginning of the name. */
    | { readonly at: 'macro' }
    /** Among the arguments of a call between backticks. */
    | { readonly at: 'macro-argument'; readonly rows: string }
    /** Where a command begins. At the start of a text that is a search, whose name is left out. */
    | { readonly at: 'command' }
    /** Among the arguments of a command. */
    | ({ readonly at: 'argument' } & CommandAt)
  );

interface Words {
  /** The part of the word before the place. */
  readonly word: string;
}

/** A command that is being written. */
export interface CommandAt {
  /** As written, in lower case. */
  readonly command: string;
  /** The text between the name of the command and the word. */
  readonly head: string;
  /** The commands before it in its pipeline, without the pipe between. */
  readonly rows: string;
  /** Whether the word stands in single quotes, which are written. */
  readonly quoted: boolean;
}

const nameEnd = /[\w.{}*@]*$/;
/** Characters of the longest word that is looked at. */
const longestWord = 256;

/** What stands at the end of `before`, the text of a search up to some place. */
export function cursorAt(before: string): Cursor {
  const scan = scanned(before);
  const rows = before.slice(scan.pipelineStart, Math.max(scan.pipelineStart, scan.commandStart - 1));
  if (scan.open === '`') {
    const call = before.slice(scan.openedAt + 1);
    if (!call.includes('(')) return { at: 'macro', word: call };
    return { at: 'macro-argument', word: nameEnd.exec(call.slice(-longestWord))![0], rows };
  }
  const quoted = scan.open === "'";
  if (scan.open !== undefined && !quoted) return { at: 'nothing', word: '' };
  const word = quoted ? before.slice(scan.openedAt + 1) : nameEnd.exec(before.slice(-longestWord))![0];
  const wordStart = before.length - word.length - (quoted ? 1 : 0);
  const text = before.slice(scan.commandStart, wordStart);
  const named = /^\s*([A-Za-z][\w-]*)(?=[\s(]|$)/.exec(text);
  const implicit = scan.isFirst && !scan.isPiped;
  const isCommand = named !== null && (!implicit || language.command(named[1]!) !== undefined);
  if (text.trim() === '' && !quoted && !implicit) return { at: 'command', word };
  const command = isCommand ? named[1]!.toLowerCase() : 'search';
  const head = isCommand ? text.slice(named[0].length) : text;
  return { at: 'argument', word, command, head, rows, quoted };
}

interface Scan {
  /** The innermost pipeline: behind its bracket. */
  readonly pipelineStart: number;
  /** Behind the last pipe, or where the pipeline begins. */
  readonly commandStart: number;
  /** Whether the command is the first of the text. */
  readonly isFirst: boolean;
  readonly isPiped: boolean;
  /** The quote or backtick that is still open. */
  readonly open: '"' | "'" | '`' | '```' | undefined;
  readonly openedAt: number;
}

/** Goes over a text once: quotes, comments, calls of macros, brackets and pipes, as the lexer tells them apart. */
function scanned(text: string): Scan {
  const pipelines = [{ start: 0, command: 0, piped: false }];
  let open: Scan['open'];
  let openedAt = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (open !== undefined) {
      if (char === '\\' && open === '"') at++;
      else if (text.startsWith(open, at)) {
        at += open.length - 1;
        open = undefined;
      }
      continue;
    }
    const inner = pipelines.at(-1)!;
    if (char === '\\') at++;
    else if (char === '"' || (char === "'" && !/[\w)]/.test(text[at - 1] ?? ''))) [open, openedAt] = [char, at];
    else if (char === '`') {
      [open, openedAt] = [text.startsWith('```', at) ? '```' : '`', at];
      at += open.length - 1;
    } else if (char === '[') pipelines.push({ start: at + 1, command: at + 1, piped: false });
    else if (char === ']' && pipelines.length > 1) pipelines.pop();
    else if (char === '|') {
      inner.command = at + 1;
      inner.piped = true;
    }
  }
  const { start, command, piped } = pipelines.at(-1)!;
  return {
    pipelineStart: start,
    commandStart: command,
    isFirst: pipelines.length === 1 && text.slice(0, command).trim() === '',
    isPiped: piped,
    open,
    openedAt,
  };
}
