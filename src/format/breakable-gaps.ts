import type { CompiledSearch } from '../compile/compile.js';
import { language } from '../compile/compile.js';
import type { Source } from '../source/source.js';
import { type Span, span } from '../source/span.js';
import type { Argument, Pipeline } from '../syntax/ast.js';
import { tokenize } from '../syntax/lexer.js';
import { LeftBracket, Pipe, RightBracket } from '../syntax/tokens.js';

/** The written text of a search, cut where white space may be changed. Offsets are into the text with its macro calls. */
export interface CutText {
  /** Between these the text is copied; each holds nothing but blanks and comments, or nothing at all. */
  readonly gaps: readonly Gap[];
}

export interface Gap extends Span {
  /** A pipe comes after it. */
  readonly beforePipe: boolean;
  /** A pipe stands before it. */
  readonly afterPipe: boolean;
  /** Brackets that are open here. */
  readonly depth: number;
  /** An opening bracket stands before it. */
  readonly opening: boolean;
}

/** A stretch of the expanded text that was written in the search itself. */
interface Written {
  readonly start: number;
  readonly end: number;
  /** What to add to an offset to get the one in the search. */
  readonly shift: number;
}

function writtenStretches(search: Source, expanded: Source): Written[] {
  if (expanded === search || expanded.origin === undefined) return [{ start: 0, end: expanded.text.length, shift: 0 }];
  return expanded.origin.pieces
    .filter((piece) => piece.source === search && piece.via === undefined && piece.exact)
    .map((piece) => ({ start: piece.start, end: piece.end, shift: piece.origin.start - piece.start }));
}

/**
 * Finds where the white space of a search stands that means nothing, with the lexer's own eyes: never inside of quotes, templates or
 * macro calls, and not in aggregations whose text is the name of their column (spl-commands 3.1).
 */
export function cutText(search: Source, compiled: CompiledSearch): CutText {
  const { source: expanded, tree } = compiled;
  const first = tree.commands[0];
  const leadingCommand = first?.kind === 'command' && first.implicit !== true;
  const { tokens } = tokenize(expanded, language, { leadingCommand });
  const kept = columnNames(tree);
  const stretches = writtenStretches(search, expanded);
  const gaps = new Map<string, Gap>();
  let at = 0;
  let depth = 0;
  let previousEnd = 0;
  let afterPipe = false;
  let opening = false;
  let nextKept = 0;
  const add = (start: number, end: number, beforePipe: boolean): void => {
    while (nextKept < kept.length && kept[nextKept]!.end <= start) nextKept++;
    const inName = kept[nextKept] !== undefined && kept[nextKept]!.start < start && end < kept[nextKept]!.end;
    if (inName) return;
    for (; at < stretches.length && stretches[at]!.end < start; at++);
    for (let i = at; i < stretches.length && stretches[i]!.start <= end; i++) {
      const { start: from, end: to, shift } = stretches[i]!;
      const [first, last] = [Math.max(start, from), Math.min(end, to)];
      if (last < first || (first === last && !beforePipe && !afterPipe)) continue;
      const touchesPipe = { before: beforePipe && last === end, after: afterPipe && first === start };
      if (first === last && !touchesPipe.before && !touchesPipe.after) continue;
      const key = `${first + shift}`;
      if (first === last && gaps.has(key)) continue;
      gaps.set(key, {
        ...span(first + shift, last + shift),
        beforePipe: touchesPipe.before,
        afterPipe: touchesPipe.after,
        depth,
        opening: opening && first === start,
      });
    }
  };
  for (const token of tokens) {
    const { startOffset: start, tokenType: type } = token;
    const end = token.image === '' ? start : token.endOffset! + 1;
    const isPipe = type === Pipe;
    if (type === RightBracket) depth = Math.max(0, depth - 1);
    add(previousEnd, start, isPipe && isWritten(stretches, start));
    if (type === LeftBracket) depth++;
    opening = type === LeftBracket;
    afterPipe = isPipe && isWritten(stretches, start);
    previousEnd = end;
  }
  add(previousEnd, expanded.text.length, false);
  return { gaps: [...gaps.values()].sort((a, b) => a.start - b.start || a.end - b.end) };
}

function isWritten(stretches: readonly Written[], offset: number): boolean {
  return stretches.some(({ start, end }) => start <= offset && offset < end);
}

/** Aggregations without AS, in order. */
function columnNames(tree: Pipeline): Span[] {
  const found: Span[] = [];
  const visitPipeline = ({ commands }: Pipeline): void => {
    for (const command of commands) if (command.kind === 'command') for (const arg of command.args) visit(arg);
  };
  const visit = (arg: Argument): void => {
    if (arg.kind === 'aggregation' && arg.as === undefined) found.push(arg.span);
    else if (arg.kind === 'clause') for (const item of arg.items) visit(item);
    else if (arg.kind === 'subsearch') visitPipeline(arg.pipeline);
  };
  visitPipeline(tree);
  return found.sort((a, b) => a.start - b.start);
}
