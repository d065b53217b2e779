import { Lexer } from 'yaml';
import type { Fix, Label } from '../diagnostics/diagnostic.js';
import { DerivedText } from '../source/derived-text.js';
import type { Source } from '../source/source.js';
import { span } from '../source/span.js';

/** A YAML text made valid. */
export interface YamlRepair {
  /** The mended text; its origin leads to the file. */
  readonly source: Source;
  readonly scalars: readonly MendedScalar[];
}

/** A quoted scalar that was mended: its first line that was indented too little, and the lines as they should be. */
export interface MendedScalar {
  readonly at: Label;
  readonly fix: Fix;
}

/** Repairs in one file; each reads the file again. */
const maxRepairs = 20;
const maxIndent = 200;

/**
 * Indents the lines of quoted scalars that YAML 1.2 wants indented more than the key they belong to, and PyYAML does
 * not (escu-formats 4). Blanks at the beginning of such a line have no meaning, so the value stays the same. A scalar is
 * left alone when it is not clear where it ends. Undefined when there is nothing to mend.
 */
export function indentQuotedLines(file: Source): YamlRepair | undefined {
  const scalars: MendedScalar[] = [];
  let source = file;
  while (scalars.length < maxRepairs) {
    const broken = findBroken(source.text);
    if (broken === undefined) break;
    const { lines, indent } = broken;
    const first = lines[0]!;
    const end = lineEnd(source.text, lines.at(-1)!);
    const mended = indentLines(source, lines, indent);
    const text = mended.text.slice(first, end + lines.length * indent);
    scalars.push({
      at: { source, span: span(first, lineEnd(source.text, first)), message: 'this line continues a quoted text' },
      fix: { title: 'Indent the lines of the quoted text', source, span: span(first, end), text },
    });
    source = mended;
  }
  return scalars.length === 0 ? undefined : { source, scalars };
}

interface BrokenScalar {
  /** Where the lines begin that are indented too little. */
  readonly lines: readonly number[];
  /** How much to indent them. */
  readonly indent: number;
}

/** The first quoted scalar that the lexer cuts off before its closing quote, if it can be mended. */
function findBroken(text: string): BrokenScalar | undefined {
  let offset = 0;
  let flow = 0;
  let isPlain = false;
  for (const token of new Lexer().lex(text)) {
    if (token === '\x02' || token === '\x18') continue;
    if (token === '\x1f') {
      isPlain = true;
      continue;
    }
    if (!isPlain && (token[0] === '"' || token[0] === "'")) {
      const end = closingQuote(text, offset);
      if (end === undefined) return undefined;
      if (end !== offset + token.length) return mend(text, offset, end, flow > 0);
    } else if (!isPlain && (token === '[' || token === '{')) {
      flow++;
    } else if (!isPlain && (token === ']' || token === '}')) {
      flow--;
    }
    isPlain = false;
    offset += token.length;
  }
  return undefined;
}

/** Offset after the quote that closes the one at `open`. */
function closingQuote(text: string, open: number): number | undefined {
  const quote = text[open]!;
  for (let at = open + 1; at < text.length; at++) {
    const c = text[at];
    if (c === '\\' && quote === '"') at++;
    else if (c === quote && quote === "'" && text[at + 1] === "'") at++;
    else if (c === quote) return at + 1;
  }
  return undefined;
}

function mend(text: string, start: number, end: number, inFlow: boolean): BrokenScalar | undefined {
  const rest = text.slice(end, lineEnd(text, end));
  if (!(inFlow ? /^[ \t]*(?:[,\]}]|$)/ : /^[ \t]*(?:[ \t]#.*)?$/).test(rest)) return undefined;
  const indent = 2 + /^[ ?-]*/.exec(text.slice(text.lastIndexOf('\n', start - 1) + 1, start))![0].length;
  if (indent > maxIndent) return undefined;
  const lines: number[] = [];
  for (let feed = text.indexOf('\n', start); feed !== -1 && feed < end; feed = text.indexOf('\n', feed + 1)) {
    const line = feed + 1;
    const blanks = /^ */.exec(text.slice(line, line + indent))![0].length;
    if (blanks >= indent - 1 || /[\r\n]/.test(text[line + blanks] ?? '\n')) continue;
    // A document marker, or what looks like the next key: the closing quote is missing rather than the indentation.
    if (/^(?:---|\.\.\.|[ -]*[\w-]+:)(?:\s|$)/.test(text.slice(line, Math.min(lineEnd(text, line), line + 300))))
      return undefined;
    lines.push(line);
  }
  return lines.length === 0 ? undefined : { lines, indent };
}

function lineEnd(text: string, start: number): number {
  const feed = text.indexOf('\n', start);
  if (feed === -1) return text.length;
  return feed > start && text[feed - 1] === '\r' ? feed - 1 : feed;
}

function indentLines(source: Source, lines: readonly number[], indent: number): Source {
  const out = new DerivedText();
  let copied = 0;
  for (const line of lines) {
    out.copy(source, copied, line);
    out.put(' '.repeat(indent), source, span(line, line));
    copied = line;
  }
  out.copy(source, copied, source.text.length);
  return out.toSource(source.name, { source, span: span(0, 0) });
}
