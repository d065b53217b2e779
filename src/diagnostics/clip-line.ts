import type { Span } from '../source/span.js';
import { type Cell, cellsOf, widthOf } from './visible-text.js';

/** A line of a source as it is printed, and the columns (from 0) that a marked stretch of it takes there. */
export interface ClippedLine {
  readonly text: string;
  readonly column: number;
  readonly width: number;
}

/**
 * Shows the part of a line around a marked stretch in at most `room` columns, with … for what is left out. `line` and
 * `mark` are offsets into `text`. Only as much of the line as is shown is looked at.
 */
export function clipLine(text: string, line: Span, mark: Span, room: number): ClippedLine {
  // Marks of no width take one column. Zero-width characters are few, so four times the room is enough to look at.
  const reach = room * 4;
  const from = boundary(text, Math.max(line.start, mark.start - reach));
  const to = boundary(text, Math.min(line.end, mark.start + reach));
  const before = cellsOf(text.slice(from, mark.start));
  const marked = cellsOf(text.slice(mark.start, Math.min(mark.end, to)));
  const after = cellsOf(text.slice(Math.min(mark.end, to), to));
  const beforeWidth = widthOf(before);
  const markedWidth = widthOf(marked);
  const afterWidth = widthOf(after);
  const isWhole = from === line.start && to === line.end;
  // A mark behind the last character has its column, too.
  if (isWhole && beforeWidth + Math.max(markedWidth + afterWidth, 1) <= room) {
    return { text: join([...before, ...marked, ...after]), column: beforeWidth, width: Math.max(1, markedWidth) };
  }
  const space = room - 2;
  const spare = Math.max(0, space - Math.max(1, markedWidth));
  const left = lastCells(before, Math.max(spare >> 1, spare - afterWidth, Math.min(10, space >> 2)));
  const leftWidth = widthOf(left);
  const right = firstCells([...marked, ...after], space - leftWidth);
  const cutsLeft = from > line.start || left.length < before.length;
  const cutsRight = to < line.end || right.length < marked.length + after.length;
  return {
    text: `${cutsLeft ? '…' : ''}${join([...left, ...right])}${cutsRight ? '…' : ''}`,
    column: (cutsLeft ? 1 : 0) + leftWidth,
    width: Math.max(1, Math.min(markedWidth, widthOf(right))),
  };
}

/** Moves an offset out of the middle of a surrogate pair. */
function boundary(text: string, offset: number): number {
  const code = text.charCodeAt(offset);
  return code >= 0xdc00 && code <= 0xdfff && offset > 0 ? offset - 1 : offset;
}

function join(cells: readonly Cell[]): string {
  return cells.map((cell) => cell.text).join('');
}

function firstCells(cells: readonly Cell[], room: number): Cell[] {
  let width = 0;
  const end = cells.findIndex((cell) => {
    width += cell.width;
    return width > room;
  });
  return end === -1 ? [...cells] : cells.slice(0, end);
}

function lastCells(cells: readonly Cell[], room: number): Cell[] {
  return firstCells([...cells].reverse(), room).reverse();
}
