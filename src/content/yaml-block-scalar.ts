import { DerivedText } from '../source/derived-text.js';
import type { Source } from '../source/source.js';
import { type Span, span } from '../source/span.js';

interface Line {
  readonly start: number;
  /** Number of spaces the line begins with. */
  readonly indent: number;
  /** End of the text, before CR or LF. */
  readonly end: number;
  /** Offset of the line feed, or of the end of the scalar. */
  readonly feed: number;
}

/**
 * Decodes a literal or folded block scalar (YAML 1.2, 8.1). `at` runs from the `|` or `>` to the end of the scalar;
 * `parentIndent` is the indentation that an indentation indicator adds to.
 */
export function decodeBlock(file: Source, at: Span, parentIndent: number): DerivedText {
  const out = new DerivedText();
  const headerEnd = file.text.indexOf('\n', at.start);
  if (headerEnd === -1 || headerEnd >= at.end) return out;
  const header = /^[|>][-+\d]*/.exec(file.text.slice(at.start, Math.min(headerEnd, at.start + 8)))?.[0] ?? '|';
  const keep = header.includes('+');
  const explicit = Number(/\d/.exec(header)?.[0] ?? 0);
  const lines = splitLines(file, headerEnd + 1, at.end);

  let stop = lines.length;
  while (stop > 0 && isEmpty(lines[stop - 1]!)) stop--;
  if (stop === 0) {
    if (keep) out.put('\n'.repeat(Math.max(1, lines.length - 1)), file, span(headerEnd + 1, at.end));
    return out;
  }
  const first = lines.findIndex((line) => !isEmpty(line));
  let indent = parentIndent + explicit;
  if (explicit === 0) indent = lines[first]!.indent;
  for (let i = lines.length - 1; i >= stop; i--) if (lines[i]!.indent > indent) stop = i + 1;

  for (const line of lines.slice(0, first)) copyLine(out, file, line, indent, true);
  const body = lines.slice(first, stop);
  if (header[0] === '|') decodeLiteral(out, file, body, indent);
  else decodeFolded(out, file, body, indent);

  if (header.includes('-')) return out;
  const last = lines[stop - 1]!;
  copyFeed(out, file, last);
  if (!keep) return out;
  for (const [i, line] of lines.slice(stop).entries()) {
    copyLine(out, file, line, indent, i < lines.length - stop - 1);
  }
  return out;
}

function splitLines(file: Source, from: number, end: number): Line[] {
  const text = file.text;
  const lines: Line[] = [];
  for (let start = from; start <= end; ) {
    const found = text.indexOf('\n', start);
    const feed = found === -1 || found >= end ? end : found;
    let indent = 0;
    while (start + indent < feed && text[start + indent] === ' ') indent++;
    const lineEnd = feed > start && text[feed - 1] === '\r' && feed < end ? feed - 1 : feed;
    lines.push({ start, indent, end: lineEnd, feed });
    if (feed === end) break;
    start = feed + 1;
  }
  return lines;
}

function isEmpty(line: Line): boolean {
  return line.start + line.indent >= line.end;
}

function copyLine(out: DerivedText, file: Source, line: Line, indent: number, feed: boolean): void {
  out.copy(file, line.start + Math.min(indent, line.indent), line.end);
  if (feed) copyFeed(out, file, line);
}

function copyFeed(out: DerivedText, file: Source, line: Line): void {
  if (file.text[line.feed] === '\n') out.copy(file, line.feed, line.feed + 1);
  else out.put('\n', file, span(line.feed, line.feed));
}

function decodeLiteral(out: DerivedText, file: Source, lines: readonly Line[], indent: number): void {
  for (const [i, line] of lines.entries()) copyLine(out, file, line, indent, i < lines.length - 1);
}

/** Single breaks between lines of the least indentation fold into a blank; lines that are indented more keep theirs. */
function decodeFolded(out: DerivedText, file: Source, lines: readonly Line[], indent: number): void {
  let separator = '';
  let afterIndented = false;
  let gap = lines[0]!.start;
  const separate = (to: number) => out.put(separator, file, span(gap, to));
  for (const line of lines) {
    const start = line.start + Math.min(indent, line.indent);
    if (line.indent > indent || file.text[line.start + line.indent] === '\t') {
      if (separator === ' ') separator = '\n';
      else if (!afterIndented && separator === '\n') separator = '\n\n';
      separate(start);
      out.copy(file, start, line.end);
      separator = '\n';
      afterIndented = true;
    } else if (isEmpty(line)) {
      if (separator === '\n') out.put('\n', file, span(gap, line.feed));
      else separator = '\n';
      continue;
    } else {
      separate(start);
      out.copy(file, start, line.end);
      separator = ' ';
      afterIndented = false;
    }
    gap = line.end;
  }
}
