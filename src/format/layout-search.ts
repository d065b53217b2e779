import type { CompiledSearch } from '../compile/compile.js';
import type { Source } from '../source/source.js';
import { commentEnd } from '../syntax/blank.js';
import { cutText, type Gap } from './breakable-gaps.js';

/** Lines are filled up to here; a word that is longer stands alone. */
const lineWidth = 120;
const indentWidth = 4;

/**
 * The text of a search with one command per line, macro calls and comments in place. Only white space between tokens changes: long
 * commands go on in indented lines, subsearches are indented by their brackets. Laying out the result gives the result.
 */
export function layoutSearch(search: Source, compiled: CompiledSearch): string {
  const lines = new Lines();
  const { text } = search;
  const { gaps } = cutText(search, compiled);
  /** The text between a gap and the next one. */
  const after = (index: number): string => text.slice(gaps[index]?.end ?? 0, gaps[index + 1]?.start ?? text.length);
  lines.add(text.slice(0, gaps[0]?.start ?? text.length), 0);
  for (const [index, gap] of gaps.entries()) {
    lines.gap(gap, text.slice(gap.start, gap.end));
    const piece = after(index);
    // `x AS y` stays together.
    let width = firstLineLength(piece);
    if (isJoin(after(index + 1))) width += 2 + after(index + 1).length + firstLineLength(after(index + 2));
    lines.add(piece, isJoin(piece) || isJoin(after(index - 1)) ? 0 : width);
  }
  return lines.text();
}

function isJoin(piece: string): boolean {
  return /^(?:as|in|with)$/i.test(piece);
}

/** Builds the text piece by piece. */
class Lines {
  #text = '';
  /** Characters in the last line. */
  #column = 0;
  /** What stands before the next piece. */
  #before: 'nothing' | 'blank' | 'line' | 'command' = 'nothing';
  #depth = 0;

  gap({ beforePipe, afterPipe, depth, opening }: Gap, text: string): void {
    const newLine = depthIndent(depth);
    this.#depth = depth;
    for (const comment of commentsOf(text)) {
      // A comment that began a line begins one again; others stay behind what they follow.
      if (this.#text !== '') this.#write(comment.ownLine ? newLine(afterPipe ? 1 : 0) : ' ');
      this.#write(comment.text);
      this.#before = comment.lineAfter ? 'line' : 'blank';
    }
    if (beforePipe) this.#before = this.#text === '' || (opening && this.#text.endsWith('[')) ? 'nothing' : 'command';
    else if (afterPipe && this.#before !== 'line') this.#before = 'blank';
    else if (text !== '' && this.#before !== 'line') this.#before = opening ? 'nothing' : 'blank';
  }

  /** Text that is copied as it is; `width` is what it needs to stay in the line, 0: nothing. */
  add(piece: string, width: number): void {
    if (piece === '') return;
    const before = this.#before;
    this.#before = 'nothing';
    if (this.#text === '') this.#write(piece);
    else if (before === 'command') this.#write(depthIndent(this.#depth)(0) + piece);
    else if (before === 'line') this.#write(depthIndent(this.#depth)(1) + piece);
    else if (before === 'blank') {
      const room = width === 0 || this.#column + 1 + width <= lineWidth;
      // A pipe keeps its command beside it.
      const first = /(?:^|\n)\s*\|?$/.test(this.#text.slice(-this.#column - 1));
      this.#write((room || first ? ' ' : depthIndent(this.#depth)(1)) + piece);
    } else this.#write(piece);
  }

  text(): string {
    return this.#text.trim();
  }

  #write(piece: string): void {
    this.#text += piece;
    const feed = piece.lastIndexOf('\n');
    this.#column = feed === -1 ? this.#column + piece.length : piece.length - feed - 1;
  }
}

function depthIndent(depth: number): (more: number) => string {
  return (more) => `\n${' '.repeat(indentWidth * (depth + more))}`;
}

function firstLineLength(text: string): number {
  const feed = text.indexOf('\n');
  return feed === -1 ? text.length : feed;
}

interface Comment {
  readonly text: string;
  readonly ownLine: boolean;
  readonly lineAfter: boolean;
}

/** The comments of a gap: three backticks to three backticks. */
function commentsOf(gap: string): Comment[] {
  const found: Comment[] = [];
  for (let at = gap.indexOf('```'); at !== -1; ) {
    const end = commentEnd(gap, at) ?? gap.length;
    const before = gap.slice(0, at);
    const ownLine = /\n[^\S\n]*$/.test(before);
    found.push({ text: gap.slice(at, end), ownLine, lineAfter: ownLine || /^[^\S\n]*\n/.test(gap.slice(end)) });
    at = gap.indexOf('```', end);
  }
  return found;
}
